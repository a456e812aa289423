"""How well an entry answers: how much of the query it covers, in which order, how little else it says."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from tinhso.kernel.search.entry import PHRASES_END
from tinhso.kernel.search.query import WORD, Term, UnderstoodQuery, faint_words
from tinhso.kernel.search.spelling import FAINT
from tinhso.lib.language.vietnamese import marked

OTHER_MARKS = 0.5  # a word that is spelled with other marks than were typed
UNMARKED = 0.85  # a word that is spelled with marks where the query, which has marks elsewhere, has none
IN_DETAILS = 0.4  # a rare word found in the details
NEAR = 0.6  # a word one slip away, beside a neighbour of the query's, is worth this part of the word itself
IN_TEXT = 0.85  # a word found outside of the title
ORDER = 0.7  # how much words side by side add
BREVITY = 0.4  # how much a title adds that says little else
SPOKEN = 0.8  # how much one of the entry's own phrases adds that says the same as the query
LIFT = 0.03  # for each point of an entry's weight
Pairs = Mapping[tuple[str, str], float]


@dataclass(frozen=True)
class Phrase:
    """What people say, folded; `strength` is the number of its words, faint ones counted faintly."""

    text: str
    words: frozenset[str]
    strength: float
    length: int

    @classmethod
    def of(cls, words: list[str]) -> "Phrase":
        strength = sum(FAINT if word in faint_words() else 1.0 for word in words)
        return cls(f" {' '.join(words)} ", frozenset(words), strength, len(words))


@dataclass(frozen=True)
class Words:
    """An entry's folded words, which of them stand side by side, and the phrases by which people ask for it."""

    title: frozenset[str]
    text: frozenset[str]
    marked: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    phrases: tuple["Phrase", ...]
    length: int

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(title: str, text: str, as_spelled: str) -> "Words":
        """Kept, since the same entries are proposed again and again. `as_spelled` is title and text with their marks."""
        in_title, spoken = title.split(), [phrase.split() for phrase in text.split(PHRASES_END)]
        pairs = frozenset(pair for words in (in_title, *spoken) for pair in pairwise(words))
        phrases = tuple(Phrase.of(words) for words in spoken if words)
        in_text = frozenset(word for words in spoken for word in words)
        spelled = frozenset(marked(word) for word in WORD.findall(as_spelled))
        return Words(frozenset(in_title), in_text, spelled, pairs, phrases, len(in_title))


@dataclass(frozen=True)
class Fit:
    """How well an entry answers: its `score`, which part of the query it covers, and by which words."""

    score: float
    covered: float
    order: float
    matched: tuple[str, ...] = ()

    @property
    def certainty(self) -> float:
        """0 to 1: how much of the query it covers, half of it only if the words stand in the same order."""
        return self.covered * (1 + self.order) / 2


def fit(asked: UnderstoodQuery, words: Words, weight: int, details: frozenset[str] = frozenset()) -> Fit:
    """A score of 0 to about 3; the best of the query's variants counts. `details` are the terms that stand there."""
    best = max(
        (_fit_of(variant, words, details, asked.pairs) for variant in asked.variants),
        key=lambda one: one.score,
    )
    return replace(best, score=best.score + weight * LIFT)


def _fit_of(variant: tuple[Term, ...], words: Words, details: frozenset[str], pairs: Pairs) -> Fit:
    worth = sum(term.worth for term in variant) or 1.0
    parts = [(term, _matched(n, variant, words, details)) for n, term in enumerate(variant)]
    coverage = sum(term.worth * part for term, part in parts) / worth
    in_title = sum(1 for term in variant if term.word in words.title)
    brevity = in_title / max(words.length, 1)
    order = _in_order(variant, words, pairs)
    plain = coverage * (1 + ORDER * order + BREVITY * brevity)
    return Fit(
        plain + SPOKEN * _spoken(variant, words, worth),
        coverage,
        order,
        tuple(term.word for term, part in parts if part),
    )


def _matched(n: int, variant: tuple[Term, ...], words: Words, details: frozenset[str]) -> float:
    term = variant[n]
    if term.word in words.title or term.word in words.text:
        found = 1.0 if term.word in words.title else IN_TEXT
        if term.bare and marked(term.word) not in words.marked:
            return found * UNMARKED
        return found if not term.marks or term.marks in words.marked else found * OTHER_MARKS
    if _slipped(n, variant, words):
        return NEAR
    return IN_DETAILS if term.word in details else 0.0


def _slipped(n: int, variant: tuple[Term, ...], words: Words) -> bool:
    """Whether a word one slip away stands here beside the neighbour that the query gives it."""
    before, after = variant[n - 1 : n] if n else (), variant[n + 1 : n + 2]
    near = variant[n].near
    if near.isdisjoint(words.title) and near.isdisjoint(words.text):
        return False
    here = near & words.title | near & words.text
    return any((b.word, one) in words.pairs for b in before for one in here) or any(
        (one, a.word) in words.pairs for a in after for one in here
    )


def _spoken(variant: tuple[Term, ...], words: Words, worth: float) -> float:
    """How nearly one of the phrases says the same: the query's part in it times its part in the query.

    A phrase of several words that stands in the query as a whole counts by its length: then faint words tell as well
    ("đổi họ cho con").
    """
    best = 0.0
    text = ""
    for phrase in words.phrases:
        shared = [term for term in variant if term.word in phrase.words]
        if not shared:
            continue
        share = sum(term.worth for term in shared) / worth
        if phrase.length > 2 and len(shared) >= phrase.length:
            text = text or f" {' '.join(term.word for term in variant)} "
            if phrase.text in text:
                share = max(share, phrase.length / len(variant))
        strong = sum(FAINT if term.word in faint_words() else 1.0 for term in shared)
        best = max(best, share * min(strong / phrase.strength, 1.0))
    return best


def _in_order(variant: tuple[Term, ...], words: Words, pairs: Pairs) -> float:
    """Which part of the query's neighbouring words are neighbours here as well, by what they are worth together."""
    if len(variant) < 2:
        return 1.0 if variant and variant[0].word in words.title else 0.0
    asked = [
        ((a.word, b.word), pairs.get((a.word, b.word), min(a.worth, b.worth))) for a, b in pairwise(variant)
    ]
    return sum(worth for pair, worth in asked if pair in words.pairs) / (sum(w for _, w in asked) or 1.0)
