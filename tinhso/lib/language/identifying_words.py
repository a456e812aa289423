"""Finds in a text what somebody told of themselves, however it is written there: without marks, in other letters, parted."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

SHORTEST = 5  # letters: less is found by chance
FILLERS = r"(?:(?:số(?:\s+nhà)?|nhà|đường|phố|so(?:\s+nha)?|nha|duong|pho)\s+)?"
FILLER = frozenset(("số", "nhà", "đường", "phố"))


@dataclass(frozen=True)
class OwnWords:
    """Names, exact values (phone, e-mail, identity number) and home addresses of one person; "" is none."""

    names: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()

    def without_addresses(self) -> "OwnWords":
        """For a field that says where something happened, which may well be at home."""
        return OwnWords(self.names, self.values)

    def stand_in(self, text: str) -> bool:
        return self.hide(text, "") != unicodedata.normalize("NFC", text)

    def hide(self, text: str, instead: str) -> str:
        """The text, in composed letters, with `instead` for each of them."""
        text = unicodedata.normalize("NFC", text)
        for pattern, plain in self._patterns():
            text = _replaced(text, pattern, instead, plain=plain)
        return text

    def _patterns(self) -> Iterator[tuple[re.Pattern[str], bool]]:
        """Longest first; with whether marks are left out of the text before it is looked at."""
        for value in _long(self.values):
            yield _value(value), False
        for name in _long(self.names):
            words = name.split()
            if len(words) > 1:
                yield _words(_plain(name), re.IGNORECASE), True
                rest = " ".join(words[1:])
                if len(words) > 2 and len(rest) >= SHORTEST:
                    yield _words(rest, 0), False
            else:
                yield _words(name, re.IGNORECASE), False
        for address in _long(self.addresses):
            yield _words(_plain(address), re.IGNORECASE), True
            if house := _house(address):
                yield house, True


def _long(given: tuple[str, ...]) -> list[str]:
    composed = {unicodedata.normalize("NFC", one.strip()) for one in given}
    return sorted((one for one in composed if len(one) >= SHORTEST), key=len, reverse=True)


def _value(value: str) -> re.Pattern[str]:
    """A number however it is parted; a phone with +84 too."""
    if value.isdigit():
        parts = r"[\s.-]*".join(value[1:])
        first = r"(?:\+?84|0)" if value.startswith("0") else value[0]
        return re.compile(rf"(?<!\d){first}[\s.-]*{parts}(?!\d)")
    return re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)


def _words(text: str, flags: int) -> re.Pattern[str]:
    words = [re.escape(word) for word in re.split(r"[\s,]+", text) if word]
    return re.compile(r"(?<!\w)" + r"[\s,]+".join(words) + r"(?!\w)", flags)


def _house(address: str) -> re.Pattern[str] | None:
    """Number and street at the beginning of an address; a hamlet alone is nobody's."""
    first = address.split(",")[0]
    words = [word for word in first.split() if word.lower() not in FILLER]
    if len(words) < 2 or not any(char.isdigit() for char in words[0]):
        return None
    plain = [re.escape(_plain(word)) for word in words]
    return re.compile(rf"(?<!\w){FILLERS}" + rf"[\s,]+{FILLERS}".join(plain) + r"(?!\w)", re.IGNORECASE)


def _plain(text: str) -> str:
    """The same letters without marks, one for one, so that places in both are the same."""
    return "".join(_bare(char) for char in unicodedata.normalize("NFC", text))


def _bare(char: str) -> str:
    base = unicodedata.normalize("NFD", char)[0]
    return {"đ": "d", "Đ": "D"}.get(base, base)


def _replaced(text: str, pattern: re.Pattern[str], instead: str, *, plain: bool) -> str:
    looked_at = _plain(text) if plain else text
    parts, at = [], 0
    for found in pattern.finditer(looked_at):
        parts += [text[at : found.start()], instead]
        at = found.end()
    return "".join([*parts, text[at:]])
