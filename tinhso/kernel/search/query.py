"""From what somebody typed to what is looked for: filler words out, synonyms in, slips mended."""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import log
from pathlib import Path

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q

from tinhso.kernel.search.models import SearchEntry, SearchSynonym, SearchWord
from tinhso.lib.slips import one_slip_away, splits
from tinhso.lib.vietnamese import fold

LONGEST = 200
MOST_WORDS = 16
LONGEST_PHRASE = 6
MOST_VARIANTS = 6
MOST_OPTIONS = 12
TRACKING_CODE = re.compile(r"[a-z]\d{2}[\w.]*-\d{6}-\d{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A word that is looked for, its worth (rare words are worth more), and the known words one slip away."""

    word: str
    worth: float
    near: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """A query understood: one or more ways to say it, and the mended text if a word had a slip."""

    variants: tuple[tuple[Term, ...], ...]
    mended: str = ""

    @property
    def words(self) -> frozenset[str]:
        return frozenset(term.word for variant in self.variants for term in variant)


@lru_cache(maxsize=1)
def fillers() -> tuple[str, ...]:
    """Folded, longest first."""
    lines = (Path(__file__).parent / "data/fillers.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted({fold(line) for line in lines if line}, key=len, reverse=True))


def understand(query: str) -> Asked:
    """At most five short queries, whatever is typed."""
    words = without_fillers(fold(query[:LONGEST]).split()[:MOST_WORDS])
    counts = _counts(words)
    mended = _mend(words, counts)
    variants = _variants(mended)
    counts |= _counts([w for v in variants for w in v if w not in counts])
    total = max(counts.get("", 1), 1)
    known = frozenset(word for word, entries in counts.items() if entries)
    asked = tuple(tuple(_term(word, counts, total, known) for word in variant) for variant in variants)
    return Asked(asked, " ".join(mended) if mended != words else "")


def without_fillers(words: list[str]) -> list[str]:
    """Phrases that say nothing go; if nothing else is left they stay."""
    text = f" {' '.join(words)} "
    for filler in fillers():
        text = text.replace(f" {filler} ", " ")
    return text.split() or words


def _term(word: str, counts: dict[str, int], total: int, known: frozenset[str]) -> Term:
    worth = log(1 + total / (1 + counts.get(word, 0)))
    return Term(word, worth, frozenset(one_slip_away(word)) if len(word) > 2 else frozenset())


def _counts(words: list[str]) -> dict[str, int]:
    return dict(SearchWord.objects.filter(word__in=["", *words]).values_list("word", "entries"))


def _mend(words: list[str], counts: dict[str, int]) -> list[str]:
    """Each word that stands nowhere becomes a known word one slip away, or two known words.

    The company it keeps decides first ("khai sing" is "khai sinh", since these two stand side by side), then letters
    that changed places ("tni" is "tin"), then the commonest.
    """
    unknown = [word for word in words if word not in counts and len(word) > 2 and not word.isdecimal()]
    if not unknown:
        return words
    options = _options(set(unknown))
    pairs = {p for n, w in enumerate(words) for o, _ in options.get(w, ()) for p in _pairs(words, n, o)}
    beside = _beside({pair for pair in pairs if not {*pair} & {*unknown}})

    def worth(n: int, option: list[str], count: int) -> tuple[int, bool, int]:
        company = sum(beside.get(pair, 0) for pair in _pairs(words, n, option))
        return company, sorted("".join(option)) == sorted(words[n]), count

    return [
        better
        for n, word in enumerate(words)
        for better in max(options.get(word) or [([word], 0)], key=lambda o: worth(n, *o))[0]  # noqa: B023
    ]


def _options(unknown: set[str]) -> dict[str, list[tuple[list[str], int]]]:
    """What each unknown word may be: known words, with how often they stand; the commonest few."""
    near = {word: one_slip_away(word) for word in unknown}
    halves = {word: splits(word) for word in unknown}
    wanted = set().union(
        *near.values(), *({half for pair in pairs for half in pair} for pairs in halves.values())
    )
    found = _counts(sorted(wanted))
    options = {}
    for word in unknown:
        known = [([w], found[w]) for w in near[word] if w in found]
        known += [([a, b], min(found[a], found[b])) for a, b in halves[word] if a in found and b in found]
        options[word] = sorted(known, key=lambda option: (-option[1], option[0]))[:MOST_OPTIONS]
    return options


def _pairs(words: list[str], n: int, option: list[str]) -> list[tuple[str, str]]:
    """The neighbours that `option` would have in the place of word `n`, and within itself."""
    return list(pairwise([*words[max(n - 1, 0) : n], *option, *words[n + 1 : n + 2]]))


def _beside(pairs: set[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """In how many entries each pair stands side by side; one query."""
    if not pairs:
        return {}
    order = sorted(pairs)
    phrases = [SearchQuery(f"{a} <-> {b}", config="simple", search_type="raw") for a, b in order]
    any_pair = SearchQuery(" | ".join(f"({a} <-> {b})" for a, b in order), config="simple", search_type="raw")
    counted = {f"n{i}": Count("pk", filter=Q(tsv=phrase)) for i, phrase in enumerate(phrases)}
    found = SearchEntry.objects.filter(tsv=any_pair).aggregate(**counted)
    return {pair: found[f"n{i}"] for i, pair in enumerate(order)}


def _variants(words: list[str]) -> list[list[str]]:
    """The words as they are, then with each synonym's phrase replaced; the longest phrases first."""
    phrases = {
        " ".join(words[i : i + n]) for n in range(1, LONGEST_PHRASE + 1) for i in range(len(words) - n + 1)
    }
    found = SearchSynonym.objects.filter(folded__in=phrases).values_list("folded", "expansion")
    by_phrase: dict[str, list[str]] = {}
    for phrase, expansion in found:
        by_phrase.setdefault(phrase, []).append(fold(expansion))
    variants = [f" {' '.join(words)} "]
    for phrase in sorted(by_phrase, key=len, reverse=True):
        variants += [
            variant.replace(f" {phrase} ", f" {expansion} ", 1)
            for variant in variants
            for expansion in by_phrase[phrase]
            if f" {phrase} " in variant
        ]
    return [list(dict.fromkeys(v.split())) for v in dict.fromkeys(variants[:MOST_VARIANTS])]
