"""From what somebody typed to what is looked for: filler words out, synonyms in, slips mended."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from math import log
from pathlib import Path

from tinhso.kernel.search.query_expansion import variants_of, written_out
from tinhso.kernel.search.spelling import mend, spelled, taken_apart, word_counts
from tinhso.lib.language.keyboards import is_syllable, other_spelling, sounds_like, without_typing_marks
from tinhso.lib.language.slips import one_slip_away
from tinhso.lib.language.vietnamese import fold

LONGEST = 200
MOST_WORDS = 16
FAINT = 0.3  # what a word of `faint.txt`, or one that stands nowhere, is worth beside others
TRACKING_CODE = re.compile(r"[a-z]\d{2}[\w.]*-\d{6}-\d{3,}", re.IGNORECASE)


@dataclass(frozen=True)
class Term:
    """A word that is looked for, its worth (rare words are worth more), and the words one slip away."""

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

    def among(self, vocabulary: frozenset[str]) -> "Asked":
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


def _lines(name: str) -> set[str]:
    lines = (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
    return {fold(line) for line in lines if line}


def understand(query: str) -> Asked:
    """At most six short queries, whatever is typed; one more where words were run together."""
    typed = fold(query[:LONGEST]).split()[:MOST_WORDS]
    plain = written_out([without_typing_marks(word) for word in typed])
    words = without_fillers(taken_apart(plain)[: MOST_WORDS * 2])
    looked_up = {*words, *filter(None, map(other_spelling, words))}
    counts = word_counts(sorted(looked_up))
    words = spelled(words, counts)
    mended = mend(words, counts)
    variants = variants_of(mended)
    if more := {word for variant in variants for word in variant} - looked_up:
        counts |= word_counts(sorted(more))
    total = max(counts.get("", 1), 1)
    asked = tuple(tuple(_term(word, counts, total) for word in variant) for variant in variants)
    return Asked(asked, " ".join(mended) if mended != words else "")


def without_fillers(words: list[str]) -> list[str]:
    """Phrases that say nothing go; if nothing else is left they stay."""
    text = f" {' '.join(words)} "
    for filler in fillers():
        text = text.replace(f" {filler} ", " ")
    return text.split() or words


def _term(word: str, counts: dict[str, int], total: int) -> Term:
    known = counts.get(word, 0)
    worth = log(1 + total / (1 + known)) * (FAINT if word in faint_words() or not known else 1.0)
    near = (
        (one_slip_away(word) if len(word) > 2 else set()) | sounds_like(word) if is_syllable(word) else set()
    )
    return Term(word, worth, frozenset(near))
