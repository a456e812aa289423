"""Words that were typed without spaces: "lamgiaykhaisinh" is "lam giay khai sinh"."""

from functools import lru_cache

from tinhso.lib.language.keyboards import is_syllable

SHORTEST, LONGEST = 7, 60  # letters of a word that is looked into
LONGEST_SYLLABLE = 7  # "nghieng"
MOST_WAYS = 12


@lru_cache(maxsize=1_000)
def parted(word: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a folded word as three syllables or more, those of the fewest syllables; at most twelve.

    Two syllables run together are a slip like others and are mended elsewhere.
    """
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or is_syllable(word):
        return ()
    best: list[list[tuple[str, ...]]] = [[()]]
    for end in range(1, len(word) + 1):
        found: list[tuple[str, ...]] = []
        for begin in range(max(0, end - LONGEST_SYLLABLE), end):
            syllable = word[begin:end]
            if best[begin] and is_syllable(syllable):
                found += [(*way, syllable) for way in best[begin]]
        fewest = min((len(way) for way in found), default=0)
        best.append([way for way in found if len(way) == fewest][:MOST_WAYS])
    return tuple(way for way in best[-1] if len(way) > 2)
