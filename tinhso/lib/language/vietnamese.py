"""Vietnamese text for machines: folding for search, and a key for the alphabet's own order.

No database here needs ICU: both results are stored in columns, so they are the same on every engine.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # huyền hỏi ngã sắc nặng
MODIFIED = {
    ("a", "\u0306"): "ă",
    ("a", "\u0302"): "â",
    ("e", "\u0302"): "ê",
    ("o", "\u0302"): "ô",
    ("o", "\u031b"): "ơ",
    ("u", "\u031b"): "ư",
}
# 33 letters become 'A' to 'a': one byte each, above the digits and above the tones ('!' to '&').
LETTER_KEYS = {letter: chr(ord("A") + i) for i, letter in enumerate(ALPHABET)}
TOKENS = re.compile(r"\d+|[^\W\d_]+")


class _Letters(dict[int, str]):
    """What each character becomes, found out once for those of the alphabets at hand: `str.translate` is then ten times as quick."""

    def __init__(self, becomes: Callable[[str], str]) -> None:
        super().__init__()
        self.becomes = becomes

    def __missing__(self, code: int) -> str:
        found = self.becomes(chr(code))
        if code < UNCHANGED_BELOW:
            self[code] = found
        return found


def _bare(char: str) -> str:
    apart = unicodedata.normalize("NFKD", char)
    return "".join(c for c in apart if not unicodedata.combining(c)).replace("đ", "d").replace("Đ", "D")


UNCHANGED_BELOW = 0x3000
BARE = _Letters(_bare)
SPACED = _Letters(lambda char: char if char.isalnum() else " ")


def without_marks(text: str) -> str:
    """The same words without diacritics, case and punctuation kept: "Đường Lê Lợi" is "Duong Le Loi"."""
    return text.translate(BARE)


def fold(text: str) -> str:
    """What is stored and compared in every search: no marks, small letters, words parted by one space."""
    return " ".join(text.translate(BARE).lower().translate(SPACED).split())


def marked(word: str) -> str:
    """The word as it is spelled, however its marks are typed: "hoà" and "hòa" are one, "phở" and "phố" are not."""
    apart = unicodedata.normalize("NFD", word.lower())
    tone = "".join(char for char in apart if char in TONES)
    return unicodedata.normalize("NFC", "".join(char for char in apart if char not in TONES)) + tone


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese dictionary's order (store it with COLLATE "C").

    Syllable by syllable: first the letters (a ă â b c d đ e ê ...), then the tone (ngang huyền hỏi ngã sắc
    nặng). Numbers stand before letters and compare by value: "Phường 2" before "Phường 10". Case, punctuation
    and the two ways to encode a letter make no difference.
    """
    composed = unicodedata.normalize("NFC", text.lower())
    return "".join(_token_key(token) for token in TOKENS.findall(composed))


@lru_cache(maxsize=20_000)  # a catalogue of thousands of names has some two thousand syllables
def _token_key(token: str) -> str:
    if token.isdecimal():
        return token.lstrip("0").zfill(8)[:18]
    letters, tones = [], []
    for char in token:
        letter, tone = _letter_and_tone(char)
        letters.append(LETTER_KEYS.get(letter, f"~{letter}"))
        if tone:
            tones.append(tone)
    return "".join(letters) + "".join(chr(ord("!") + tone) for tone in tones or [0])


def _letter_and_tone(char: str) -> tuple[str, int]:
    """'ấ' is ('â', 4); a letter of another language falls back to its base."""
    if char == "đ":
        return "đ", 0
    base, *marks = list(unicodedata.normalize("NFD", char))
    tone = 0
    for mark in marks:
        base = MODIFIED.get((base, mark), base)
        tone = TONES.get(mark, tone)
    return base, tone
