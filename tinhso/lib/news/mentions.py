"""Which places and agencies of the province an article names: a gazetteer of both borders, with the rules of homonyms.

A name counts with its type word before it ("xã Hà Long"), or with the unit above it within 200 characters. A name that several
units bear needs the unit above beside it even so; otherwise it is ambiguous, and no unit is named.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from tinhso.lib.language.vietnamese import marked

BESIDE = 200
FEWEST_WORDS = 2
LONGEST = 40_000
TOKEN = re.compile(r"[^\W_]+")
TYPES = {
    ("xã",): "xa", ("phường",): "phuong", ("thị", "trấn"): "thi-tran", ("huyện",): "huyen", ("thị", "xã"): "thi-xa",
    ("thành", "phố"): "thanh-pho", ("tp",): "thanh-pho", ("tx",): "thi-xa", ("tt",): "thi-tran", ("tỉnh",): "tinh",
}  # fmt: skip
OTHER_THINGS = frozenset(
    [
        "đường",
        "phố",
        "chợ",
        "sông",
        "suối",
        "núi",
        "cầu",
        "đền",
        "chùa",
        "trường",
        "ông",
        "bà",
        "anh",
        "chị",
        "em",
        "cháu",
        "thôn",
        "bản",
        "làng",
        "hồ",
        "đèo",
        "ga",
        "bến",
        "họ",
        "tên",
    ]
)
SHORT = {
    "ubnd": ("ủy", "ban", "nhân", "dân"),
    "hđnd": ("hội", "đồng", "nhân", "dân"),
    "tp": ("thành", "phố"),
    "tx": ("thị", "xã"),
}


@dataclass(frozen=True)
class PlaceName:
    """A unit in `[starts, ends)`: `name` without its type word, `kind` the code of it, `above` the names of districts it lay in."""

    key: int
    name: str
    kind: str
    starts: date
    ends: date | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgencyName:
    """An agency with every way to write its name; `above` as for places, for those that share a name."""

    key: int
    names: tuple[str, ...]
    above: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mentions:
    """Keys in the order of the text, each once; `ambiguous` are the names that several units bear; `province` whether the
    province itself is named."""

    places: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()
    ambiguous: tuple[str, ...] = ()
    province: bool = False


@dataclass(frozen=True)
class _Word:
    form: str
    start: int
    end: int
    capital: bool


@dataclass(frozen=True)
class _Hit:
    """A name of the gazetteer in the text, with the kind that the words before it say."""

    form: tuple[str, ...]
    start: int
    end: int
    kind: str


@lru_cache(maxsize=50_000)
def _form(word: str) -> str:
    return marked(word)


TYPE_FORMS = {tuple(map(_form, words)): kind for words, kind in TYPES.items()}
SHORT_FORMS = {_form(short): tuple(map(_form, words)) for short, words in SHORT.items()}
OTHER_FORMS = frozenset(map(_form, OTHER_THINGS))


def _words(text: str) -> list[_Word]:
    composed = unicodedata.normalize("NFC", text[:LONGEST])
    return [
        _Word(_form(one[0]), one.start(), one.end(), one[0][0].isupper() or one[0][0].isdigit())
        for one in TOKEN.finditer(composed)
    ]


def _forms(name: str) -> tuple[str, ...]:
    return tuple(_form(word) for word in TOKEN.findall(unicodedata.normalize("NFC", name)))


def _written_out(forms: Iterable[str]) -> list[str]:
    return [one for form in forms for one in SHORT_FORMS.get(form, (form,))]


class Gazetteer:
    """All names of a province; `province` the names by which it is called itself."""

    def __init__(
        self,
        places: Sequence[PlaceName],
        agencies: Sequence[AgencyName] = (),
        *,
        province: Sequence[str] = (),
    ) -> None:
        self._province = {_forms(one) for one in province}
        self._places: dict[tuple[str, ...], list[PlaceName]] = {}
        for one in places:
            self._places.setdefault(_forms(one.name), []).append(one)
        self._lengths = _by_first({*self._places, *self._province})
        self._agencies: dict[tuple[str, ...], dict[int, AgencyName]] = {}
        for agency in agencies:
            for name in agency.names:
                forms = tuple(_written_out(_forms(name)))
                if len(forms) >= FEWEST_WORDS:
                    self._agencies.setdefault(forms, {})[agency.key] = agency
        self._agency_lengths = _by_first(self._agencies)

    def find(self, text: str, *, on: date, inside: bool = True) -> Mentions:
        """What the text of an article of that day names. `inside` is an outlet of the province: of others, a unit counts only
        where the province or the unit above it is named as well."""
        words = _words(text)
        hits = self._hits(words)
        places: dict[int, None] = {}
        ambiguous: dict[str, None] = {}
        province = any(hit.form in self._province for hit in hits)
        for hit in hits:
            found = self._meant_by(hit, hits, on, inside or province)
            if len(found) == 1:
                places.setdefault(found[0].key)
            elif len(found) > 1:
                ambiguous.setdefault(found[0].name)
        agencies = self._agencies_in(words, hits)
        return Mentions(tuple(places), agencies, tuple(ambiguous), province)

    def _hits(self, words: list[_Word]) -> list[_Hit]:
        """Longest names first, from left to right; each word belongs to one name at most."""
        found, at = [], 0
        while at < len(words):
            length = next((n for n in self._lengths.get(words[at].form, ()) if self._reads(words, at, n)), 0)
            kind, other = _before(words, at) if length else ("", False)
            if length and not other:
                part = words[at : at + length]
                found.append(_Hit(tuple(one.form for one in part), part[0].start, part[-1].end, kind))
            at += length or 1
        return found

    def _reads(self, words: list[_Word], at: int, length: int) -> bool:
        part = words[at : at + length]
        forms = tuple(one.form for one in part)
        return (
            len(part) == length
            and all(one.capital for one in part)
            and (forms in self._places or forms in self._province)
        )

    def _meant_by(self, hit: _Hit, hits: list[_Hit], on: date, known: bool) -> list[PlaceName]:
        """The units that may be meant: none, the one, or several that cannot be told apart. `known` says that the article is
        about the province."""
        if hit.kind == "tinh" or (not hit.kind and hit.form in self._province):
            return []
        rows = [one for one in self._places.get(hit.form, ()) if not hit.kind or one.kind == hit.kind]
        living = [one for one in rows if one.starts <= on and (one.ends is None or on < one.ends)]
        rows = living or [one for one in rows if one.starts <= on] or rows
        near = [one for one in rows if self._is_beside(one, hit, hits)]
        if len(rows) > 1 or not hit.kind:
            if hit.kind and not near:
                return _newest(rows)
            return _newest(near) if hit.kind or len(hit.form) >= FEWEST_WORDS else []
        return rows if known or near else []

    def _is_beside(self, place: PlaceName, hit: _Hit, hits: list[_Hit]) -> bool:
        """A unit above it within 200 characters; where it bears a name alone, the province will do."""
        above = {_forms(name) for name in place.above}
        if len(self._places[hit.form]) == 1:
            above |= self._province
        return any(one is not hit and one.form in above for one in _around(hits, hit.start, hit.end))

    def _agencies_in(self, words: list[_Word], hits: list[_Hit]) -> tuple[int, ...]:
        spread = [(form, word.start) for word in words for form in SHORT_FORMS.get(word.form, (word.form,))]
        forms = [form for form, _ in spread]
        found: dict[int, None] = {}
        at = 0
        while at < len(forms):
            lengths = self._agency_lengths.get(forms[at], ())
            length = next((n for n in lengths if tuple(forms[at : at + n]) in self._agencies), 0)
            if length:
                rows = list(self._agencies[tuple(forms[at : at + length])].values())
                near = [one for one in rows if _named_near(one.above, spread[at][1], hits)]
                for one in rows if len(rows) == 1 else near[:1] if len(near) == 1 else []:
                    found.setdefault(one.key)
            at += length or 1
        return tuple(found)


def _newest(rows: list[PlaceName]) -> list[PlaceName]:
    """Several rows of one unit through the years are that unit: those that end last, of each kind and district."""
    last = max((one.ends or date.max for one in rows), default=date.max)
    return [one for one in rows if (one.ends or date.max) == last]


def _named_near(above: tuple[str, ...], at: int, hits: list[_Hit]) -> bool:
    forms = {_forms(name) for name in above}
    return any(one.form in forms for one in _around(hits, at, at))


def _around(hits: list[_Hit], start: int, end: int) -> list[_Hit]:
    """The names within reach. They stand in order and apart, so that no text makes it slow to look for them."""
    first = bisect_left(hits, start - BESIDE, key=lambda one: one.end)
    return hits[first : bisect_right(hits, end + BESIDE, key=lambda one: one.start)]


def _before(words: list[_Word], at: int) -> tuple[str, bool]:
    """The kind that the word before says, and whether it is the name of another thing (a road, a river, a person)."""
    two = tuple(one.form for one in words[max(at - 2, 0) : at])
    kind = TYPE_FORMS.get(two) or TYPE_FORMS.get(two[-1:], "")
    return kind, not kind and bool(two) and two[-1] in OTHER_FORMS


def _by_first(names: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """How long the names are that begin with a word, the longest first."""
    found: dict[str, set[int]] = {}
    for forms in names:
        if forms:
            found.setdefault(forms[0], set()).add(len(forms))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}
