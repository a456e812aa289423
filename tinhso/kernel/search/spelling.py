"""A word that stands nowhere becomes the word that was meant: one slip away, as it sounds, or two words in one."""

from dataclasses import dataclass
from itertools import pairwise
from math import log

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Q

from tinhso.kernel.search.models import SearchEntry, SearchWord
from tinhso.lib.language.keyboards import is_syllable, other_spelling, sounds_like
from tinhso.lib.language.run_together import parted
from tinhso.lib.language.slips import one_slip_away, splits

MOST_OPTIONS = 12
FAINT = 0.3  # what a word of `faint.txt`, or one that stands nowhere, is worth beside others


@dataclass(frozen=True)
class KnownWords:
    """In how many entries each known word stands, and in how many with their details; the empty word counts all."""

    entries: dict[str, int]
    details: dict[str, int]

    def worth(self, word: str) -> float:
        """What a word, or two neighbours, tell: much where few entries have them, little where none has."""
        entries, total = self.entries.get(word, 0), max(self.entries.get("", 1), 1)
        return log(1 + total / (1 + entries)) * (1.0 if entries else FAINT)

    def joined(self, others: "KnownWords") -> "KnownWords":
        return KnownWords(self.entries | others.entries, self.details | others.details)


def known_words(words: list[str]) -> KnownWords:
    """One query."""
    rows = list(SearchWord.objects.filter(word__in=["", *words]).values_list("word", "entries", "in_details"))
    return KnownWords({w: n for w, n, _ in rows}, {w: n for w, _, n in rows})


def word_counts(words: list[str]) -> dict[str, int]:
    """In how many entries each known word stands; the empty word counts all entries. One query."""
    return known_words(words).entries


def spelled(words: list[str], counts: dict[str, int]) -> list[str]:
    """A word that is spelled with i or with y ("chu ki", "li hon") in the spelling that more entries have."""
    return [
        twin if (twin := other_spelling(word)) and counts.get(twin, 0) > counts.get(word, 0) else word
        for word in words
    ]


def taken_apart(words: list[str]) -> list[str]:
    """Words that nobody wrote and that read as several syllables run together become those: the way whose rarest
    syllable is the commonest. One query if there is such a word."""
    ways = {word: parted(word) for word in words}
    if not any(ways.values()):
        return words
    counts = word_counts(list({*words, *(part for found in ways.values() for way in found for part in way)}))
    return [
        part
        for word in words
        for part in (
            max(ways[word], key=lambda way: min(counts.get(part, 0) for part in way))
            if ways[word] and word not in counts
            else [word]
        )
    ]


def mend(words: list[str], counts: dict[str, int]) -> list[str]:
    """Each word that stands nowhere becomes a known word one slip away, or two known words.

    The company it keeps decides first ("khai sing" is "khai sinh", since these two stand side by side), then letters
    that changed places ("tni" is "tin"), then the commonest. A word that can be spoken ("ruot") is only mended for the
    sake of its company: it may well be right, and merely unknown here.
    """
    unknown = [word for word in words if word not in counts and len(word) > 2 and not word.isdecimal()]
    if not unknown:
        return words
    options = _options(set(unknown))
    pairs = {p for n, w in enumerate(words) for o, _ in options.get(w, ()) for p in _pairs(words, n, o)}
    beside = _beside({pair for pair in pairs if not {*pair} & {*unknown}})

    def company(n: int, option: list[str]) -> int:
        return sum(beside.get(pair, 0) for pair in _pairs(words, n, option))

    def worth(n: int, option: list[str], count: int) -> tuple[int, bool, int]:
        return company(n, option), sorted("".join(option)) == sorted(words[n]), count

    mended = []
    for n, word in enumerate(words):
        known = [o for o in options.get(word, ()) if not is_syllable(word) or company(n, o[0])]
        mended += max(known, key=lambda o: worth(n, *o), default=([word], 0))[0]  # noqa: B023
    return mended


def _options(unknown: set[str]) -> dict[str, list[tuple[list[str], int]]]:
    """What each unknown word may be: known words, with how often they stand; the commonest few."""
    near = {word: one_slip_away(word) | sounds_like(word) for word in unknown}
    halves = {word: splits(word) for word in unknown}
    wanted = set().union(
        *near.values(), *({half for pair in pairs for half in pair} for pairs in halves.values())
    )
    found = word_counts(sorted(wanted))
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
    counts = {f"n{i}": Count("pk", filter=Q(tsv=phrase)) for i, phrase in enumerate(phrases)}
    found = SearchEntry.objects.filter(tsv=any_pair).aggregate(**counts)
    return {pair: found[f"n{i}"] for i, pair in enumerate(order)}
