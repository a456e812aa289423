"""How well an entry answers: how much of the query it covers, in which order, how little else it says."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from tinhso.kernel.search.entry import PHRASES_END
from tinhso.kernel.search.query import FAINT, Asked, Term, faint_words

NEAR = 0.6  # a word one slip away, beside a neighbour of the query's, is worth this part of the word itself
IN_TEXT = 0.85  # a word found outside of the title
ORDER = 0.7  # how much words side by side add
BREVITY = 0.4  # how much a title adds that says little else
SPOKEN = 0.8  # how much one of the entry's own phrases adds that says the same as the query
LIFT = 0.03  # for each point of an entry's weight


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
    pairs: frozenset[tuple[str, str]]
    phrases: tuple["Phrase", ...]
    length: int

    @staticmethod
    @lru_cache(maxsize=4096)
    def of(title: str, text: str) -> "Words":
        """Kept, since the same entries are proposed again and again."""
        in_title, spoken = title.split(), [phrase.split() for phrase in text.split(PHRASES_END)]
        pairs = frozenset(pair for words in (in_title, *spoken) for pair in pairwise(words))
        phrases = tuple(Phrase.of(words) for words in spoken if words)
        in_text = frozenset(word for words in spoken for word in words)
        return Words(frozenset(in_title), in_text, pairs, phrases, len(in_title))


def score(asked: Asked, words: Words, weight: int) -> float:
    """0 to about 3; the best of the query's variants counts."""
    return max(_score_variant(variant, words) for variant in asked.variants) + weight * LIFT


def _score_variant(variant: tuple[Term, ...], words: Words) -> float:
    worth = sum(term.worth for term in variant) or 1.0
    parts = [(term, _matched(n, variant, words)) for n, term in enumerate(variant)]
    coverage = sum(term.worth * part for term, part in parts) / worth
    told = sum(1 for term in variant if term.word in words.title)
    brevity = told / max(words.length, 1)
    plain = coverage * (1 + ORDER * _in_order(variant, words) + BREVITY * brevity)
    return plain + SPOKEN * _spoken(variant, words, worth)


def _matched(n: int, variant: tuple[Term, ...], words: Words) -> float:
    term = variant[n]
    if term.word in words.title:
        return 1.0
    if term.word in words.text:
        return IN_TEXT
    return NEAR if _slipped(n, variant, words) else 0.0


def _slipped(n: int, variant: tuple[Term, ...], words: Words) -> bool:
    """Whether a word one slip away stands here beside the neighbour that the query gives it."""
    before, after = variant[n - 1 : n] if n else (), variant[n + 1 : n + 2]
    return bool(variant[n].near) and any(
        any((b.word, near) in words.pairs for b in before)
        or any((near, a.word) in words.pairs for a in after)
        for near in variant[n].near
        if near in words.title or near in words.text
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
        said = sum(term.worth for term in shared) / worth
        if phrase.length > 2 and len(shared) >= phrase.length:
            text = text or f" {' '.join(term.word for term in variant)} "
            if phrase.text in text:
                said = max(said, phrase.length / len(variant))
        strong = sum(FAINT if term.word in faint_words() else 1.0 for term in shared)
        best = max(best, said * min(strong / phrase.strength, 1.0))
    return best


def _in_order(variant: tuple[Term, ...], words: Words) -> float:
    """Which part of the query's neighbouring words are neighbours here as well, by what they are worth."""
    if len(variant) < 2:
        return 1.0 if variant and variant[0].word in words.title else 0.0
    asked = [(a.word, b.word, min(a.worth, b.worth)) for a, b in pairwise(variant)]
    return sum(w for a, b, w in asked if (a, b) in words.pairs) / (sum(w for _, _, w in asked) or 1.0)
