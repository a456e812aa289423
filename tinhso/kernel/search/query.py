"""From what somebody typed to what is looked for: filler words out, synonyms in, slips mended."""

import re
from dataclasses import dataclass
from functools import lru_cache
from math import log
from pathlib import Path

from tinhso.kernel.search.models import SearchSynonym, SearchWord
from tinhso.lib.slips import one_slip_away, splits
from tinhso.lib.vietnamese import fold

LONGEST = 200
MOST_WORDS = 16
LONGEST_PHRASE = 6
MOST_VARIANTS = 6
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
    """At most three short queries, whatever is typed."""
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

    Two letters that changed places come first ("tni" is "tin", not "tni" without a letter), then the commonest.
    """
    unknown = [word for word in words if word not in counts and len(word) > 2 and not word.isdecimal()]
    if not unknown:
        return words
    tried = {word: one_slip_away(word) for word in unknown}
    halves = {word: splits(word) for word in unknown}
    wanted = {w for near in tried.values() for w in near}
    wanted |= {half for pairs in halves.values() for pair in pairs for half in pair}
    found = _counts(sorted(wanted))
    return [better for word in words for better in _better(word, tried.get(word), halves.get(word), found)]


def _better(
    word: str, near: set[str] | None, pairs: list[tuple[str, str]] | None, found: dict[str, int]
) -> list[str]:
    options = [([w], found[w]) for w in near or () if w in found]
    options += [
        (list(p), min(found[p[0]], found[p[1]])) for p in pairs or () if p[0] in found and p[1] in found
    ]
    letters = sorted(word)
    return max(
        options, key=lambda option: (sorted("".join(option[0])) == letters, option[1]), default=([word], 0)
    )[0]


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
