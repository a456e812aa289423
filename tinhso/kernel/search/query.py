"""From what somebody typed to what is looked for: filler words out, synonyms in, slips mended."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from tinhso.kernel.search.query_expansion import (
    in_vietnamese,
    meanings,
    variants_of,
    without_joining_words,
    written_out,
)
from tinhso.kernel.search.spelling import FAINT, KnownWords, known_words, mend, spelled, taken_apart
from tinhso.lib.language.keyboards import is_syllable, other_spelling, sounds_like, without_typing_marks
from tinhso.lib.language.slips import one_slip_away
from tinhso.lib.language.vietnamese import fold, marked

LONGEST = 200
MOST_WORDS = 16
FEW = 5  # a word that stands in fewer entries than these may be a slip
RARE = 150  # a word that stands in more details than these is not looked for there
WORD = re.compile(r"\w+")
TRACKING_CODE = re.compile(r"[a-z]\d{2}[\w.]*-\d{6}-\d{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A word that is looked for, its worth (rare words are worth more), and the words one slip away.

    `known` ones stand in many entries.
    `marks` is the word with the marks that were typed, "" where there were none; `bare` is one without marks among others
    that have them: "chi" in "chi tiêu" is hardly "chỉ". `rare` ones are looked for in details.
    """

    word: str
    worth: float
    marks: str = ""
    known: bool = True
    rare: bool = False
    near: frozenset[str] = frozenset()
    bare: bool = False


@dataclass(frozen=True)
class UnderstoodQuery:
    """A query understood: one or more ways to say it, and the mended text if a word had a slip.

    `typed` leads from a folded word to what was typed.
    """

    variants: tuple[tuple[Term, ...], ...]
    mended: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[tuple[str, str], float] = field(
        default_factory=dict
    )  # what two neighbours are worth together

    @property
    def words(self) -> frozenset[str]:
        return frozenset(term.word for variant in self.variants for term in variant)

    def telling(self, part: float) -> frozenset[str]:
        """The words without those that together are worth less than this part of each way to say it.

        What stands in few entries, or none, may be a slip: it is looked for, but nothing else is left out for its sake.
        """
        found = {term.word for variant in self.variants for term in variant if not term.known}
        for variant in self.variants:
            known = [term for term in variant if term.known]
            left = part * sum(term.worth for term in known)
            for term in sorted(known, key=lambda one: one.worth):
                left -= term.worth
                if left < 0:
                    found.add(term.word)
        return frozenset(found)

    def among(self, vocabulary: frozenset[str]) -> "UnderstoodQuery":
        """The same, of the words one slip away only those that the vocabulary holds."""
        terms = [[replace(term, near=term.near & vocabulary) for term in v] for v in self.variants]
        return replace(self, variants=tuple(tuple(variant) for variant in terms))


@lru_cache(maxsize=1)
def fillers() -> tuple[str, ...]:
    """Folded, longest first."""
    return tuple(sorted(_lines("fillers.txt"), key=len, reverse=True))


@lru_cache(maxsize=1)
def faint_words() -> frozenset[str]:
    """Words that say what happened or to whom, not what it is about: they only decide between equals."""
    return frozenset(_lines("faint.txt"))


@lru_cache(maxsize=1)
def faint_marks() -> frozenset[str]:
    """The same with their marks: "quỹ" is not faint, though "quy" is."""
    return frozenset(marked(line) for line in _words("faint.txt"))


def _lines(name: str) -> set[str]:
    return {fold(line) for line in _words(name)}


def _words(name: str) -> list[str]:
    lines = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line]


def understand(query: str) -> UnderstoodQuery:
    """At most six short queries, whatever is typed; one more where words were run together."""
    query = query[:LONGEST]
    folded = fold(query).split()[:MOST_WORDS]
    expansions = meanings(folded)
    plain = written_out(
        [without_typing_marks(word) for word in in_vietnamese(folded, expansions)], expansions
    )
    words = without_fillers(taken_apart(plain)[: MOST_WORDS * 2])
    looked_up = {*words, *filter(None, map(other_spelling, words))}
    known = known_words(sorted(looked_up))
    words = spelled(words, known.entries)
    mended = mend(words, known.entries)
    typed = _typed(query)
    marks = {folded: marked(word) for folded, word in typed.items() if folded != word.lower()}
    variants = variants_of(mended, marks)
    if expansions.english:
        variants.append(without_joining_words(folded))
    pairs = {pair for variant in variants for pair in pairwise(variant)}
    more = {word for variant in variants for word in variant} - looked_up
    known = known.joined(known_words(sorted(more | set(map(" ".join, pairs)))))
    asked = tuple(tuple(_term(word, known, typed) for word in variant) for variant in variants)
    worth = {pair: known.worth(" ".join(pair)) for pair in pairs}
    return UnderstoodQuery(asked, " ".join(mended) if mended != words else "", typed, worth)


def _typed(query: str) -> dict[str, str]:
    """Each word as it was typed, by its folded form."""
    return {fold(word): word for word in WORD.findall(unicodedata.normalize("NFC", query))}


def without_fillers(words: list[str]) -> list[str]:
    """Phrases that say nothing go; if nothing else is left they stay."""
    text = f" {' '.join(words)} "
    for filler in fillers():
        text = text.replace(f" {filler} ", " ")
    return text.split() or words


def _term(word: str, known: KnownWords, typed: Mapping[str, str]) -> Term:
    near = (
        (one_slip_away(word) if len(word) > 2 else set()) | sounds_like(word) if is_syllable(word) else set()
    )
    typed_word = typed.get(word, "").lower()
    marks = marked(typed_word) if typed_word not in ("", word) else ""
    faint = marks in faint_marks() if marks else word in faint_words()
    return Term(
        word,
        known.worth(word) * (FAINT if faint else 1.0),
        marks,
        known.entries.get(word, 0) >= FEW,
        0 < known.details.get(word, 0) <= RARE,
        frozenset(near),
        bare=typed_word == word and any(one.lower() != folded for folded, one in typed.items()),
    )
