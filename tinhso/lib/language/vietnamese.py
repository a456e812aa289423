"""Vietnamese text for machines: folding for search, and a key for the alphabet's own order.

No database here needs ICU: both results are stored in columns, so they are the same on every engine.
"""

import re
import unicodedata

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


def without_marks(text: str) -> str:
    """The same words without diacritics, case and punctuation kept: "Đường Lê Lợi" is "Duong Le Loi"."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if not unicodedata.combining(c))
    return bare.replace("đ", "d").replace("Đ", "D")


def fold(text: str) -> str:
    """What is stored and compared in every search: no marks, small letters, words parted by one space."""
    letters = (c if c.isalnum() else " " for c in without_marks(text).lower())
    return " ".join("".join(letters).split())


def sort_key(text: str) -> str:
    """A key whose plain byte order is the Vietnamese dictionary's order (store it with COLLATE "C").

    Syllable by syllable: first the letters (a ă â b c d đ e ê ...), then the tone (ngang huyền hỏi ngã sắc
    nặng). Numbers stand before letters and compare by value: "Phường 2" before "Phường 10". Case, punctuation
    and the two ways to encode a letter make no difference.
    """
    composed = unicodedata.normalize("NFC", text.lower())
    return "".join(_token_key(token) for token in TOKENS.findall(composed))


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
