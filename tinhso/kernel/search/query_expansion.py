"""What people say and what the catalogue calls it: English is translated, abbreviations are written out, synonyms make
further ways to say it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from tinhso.kernel.search.models import SearchSynonym
from tinhso.lib.language.keyboards import is_syllable
from tinhso.lib.language.vietnamese import fold, marked

LONGEST_PHRASE = 6
MOST_VARIANTS = 8


@dataclass(frozen=True)
class Meanings:
    """What the phrases of a query that nobody could speak in Vietnamese mean, and its English phrases."""

    short: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def joining_words() -> frozenset[str]:
    """English words that only join others."""
    return frozenset((Path(__file__).parent / "data" / "english.txt").read_text(encoding="utf-8").split())


def meanings(words: list[str]) -> Meanings:
    """One query where a word is no Vietnamese syllable ("gcn", "birth"), else none."""
    foreign = {word for word in words if not is_syllable(word)}
    if not foreign:
        return Meanings()
    phrases = _phrases(words) | _phrases(_singular(words)) | foreign
    rows = SearchSynonym.objects.filter(folded__in=phrases).order_by("pk")
    short: dict[str, str] = {}
    english: dict[str, str] = {}
    for folded, expansion, is_english in rows.values_list("folded", "expansion", "english"):
        (english if is_english else short).setdefault(folded, fold(expansion))
    spoken = any(not is_syllable(word) for phrase in english for word in phrase.split())
    return Meanings(short, english if spoken else {})


def in_vietnamese(words: list[str], expansions: Meanings) -> list[str]:
    """An English query phrase by phrase, the longest first, without the words that only join; any other as it is."""
    if not expansions.english:
        return words
    singular, found_words, n = _singular(words), [], 0
    while n < len(words):
        for size in range(min(LONGEST_PHRASE, len(words) - n), 0, -1):
            phrase, one = " ".join(words[n : n + size]), " ".join(singular[n : n + size])
            if found := expansions.english.get(phrase) or expansions.english.get(one):
                found_words += found.split()
                break
        else:
            size = 1
            found_words += [words[n]] if words[n] not in joining_words() else []
        n += size
    return list(dict.fromkeys(found_words)) or words


def without_joining_words(words: list[str]) -> list[str]:
    """An English query as it is, for what is told in English."""
    return list(dict.fromkeys(word for word in _singular(words) if word not in joining_words())) or words


def _singular(words: list[str]) -> list[str]:
    return [word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word for word in words]


def _phrases(words: list[str]) -> set[str]:
    return {
        " ".join(words[i : i + n]) for n in range(1, LONGEST_PHRASE + 1) for i in range(len(words) - n + 1)
    }


def written_out(words: list[str], expansions: Meanings) -> list[str]:
    """Every abbreviation ("gcn", "qsdd": what nobody could speak) becomes its first synonym; the rest stays."""
    return [
        part
        for word in words
        for part in ("" if is_syllable(word) else expansions.short.get(word, word)).split() or [word]
    ]


def variants_of(words: list[str], marks: Mapping[str, str]) -> list[list[str]]:
    """The words as they are, then with each synonym's phrase replaced; the longest phrases first.

    `marks` are those that were typed: a synonym that is spelled with others ("bố" for "bò") is not meant.
    """
    found = SearchSynonym.objects.filter(folded__in=_phrases(words), english=False).values_list(
        "folded", "expansion", "term"
    )
    by_phrase: dict[str, list[str]] = {}
    for phrase, expansion, term in found:
        if all(marks.get(fold(word), marked(word)) == marked(word) for word in term.split()):
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
