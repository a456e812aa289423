"""What people say and what the catalogue calls it: abbreviations are written out, synonyms make further ways to say it."""

from tinhso.kernel.search.models import SearchSynonym
from tinhso.lib.language.keyboards import is_syllable
from tinhso.lib.language.vietnamese import fold

LONGEST_PHRASE = 6
MOST_VARIANTS = 8


def written_out(words: list[str]) -> list[str]:
    """Every abbreviation ("gcn", "qsdd": what nobody could speak) becomes its first synonym; the rest stays."""
    short = {word for word in words if not is_syllable(word)}
    if not short:
        return words
    meant: dict[str, str] = {}
    for said, expansion in (
        SearchSynonym.objects.filter(folded__in=short).order_by("pk").values_list("folded", "expansion")
    ):
        meant.setdefault(said, fold(expansion))
    return [part for word in words for part in meant.get(word, word).split()]


def variants_of(words: list[str]) -> list[list[str]]:
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
