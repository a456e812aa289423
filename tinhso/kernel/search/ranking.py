"""How well an entry answers: how much of the query it covers, in which order, how little else it says."""

from dataclasses import dataclass
from itertools import pairwise

from tinhso.kernel.search.query import Asked, Term

NEAR = 0.6  # a word one slip away is worth this part of the word itself
IN_TEXT = 0.85  # a word found outside of the title
ORDER = 0.7  # how much words side by side add
BREVITY = 0.4  # how much a title adds that says little else
LIFT = 0.03  # for each point of an entry's weight


@dataclass(frozen=True)
class Words:
    """An entry's folded words, and which of them stand side by side."""

    title: frozenset[str]
    text: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    length: int

    @classmethod
    def of(cls, title: str, text: str) -> "Words":
        in_title, in_text = title.split(), text.split()
        pairs = frozenset(pairwise(in_title)) | frozenset(pairwise(in_text))
        return cls(frozenset(in_title), frozenset(in_text), pairs, len(in_title))


def score(asked: Asked, words: Words, weight: int) -> float:
    """0 to about 2; the best of the query's variants counts."""
    return max(_score_variant(variant, words) for variant in asked.variants) + weight * LIFT


def _score_variant(variant: tuple[Term, ...], words: Words) -> float:
    worth = sum(term.worth for term in variant) or 1.0
    parts = [(term, _matched(term, words)) for term in variant]
    coverage = sum(term.worth * part for term, part in parts) / worth
    told = sum(1 for term in variant if term.word in words.title)
    brevity = told / max(words.length, 1)
    return coverage * (1 + ORDER * _in_order(variant, words) + BREVITY * brevity)


def _matched(term: Term, words: Words) -> float:
    if term.word in words.title:
        return 1.0
    if term.word in words.text:
        return IN_TEXT
    if not term.near.isdisjoint(words.title):
        return NEAR
    return 0.0


def _in_order(variant: tuple[Term, ...], words: Words) -> float:
    """Which part of the query's neighbouring words are neighbours here as well, by what they are worth."""
    if len(variant) < 2:
        return 1.0 if variant and variant[0].word in words.title else 0.0
    asked = [(a.word, b.word, min(a.worth, b.worth)) for a, b in pairwise(variant)]
    return sum(w for a, b, w in asked if (a, b) in words.pairs) / (sum(w for _, _, w in asked) or 1.0)
