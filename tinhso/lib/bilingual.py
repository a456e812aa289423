"""Sentences for whoever is at the keyboard: in Vietnamese, in English where `LANG` says so."""

import os


def in_english() -> bool:
    """Whether whoever is at the keyboard has chosen English: the first of these that is set says so."""
    chosen = next((one for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (one := os.environ.get(name))), "")
    return chosen.lower().startswith("en")


def say(vietnamese: str, english: str) -> str:
    """Of the two, that of whoever is at the keyboard."""
    return english if in_english() else vietnamese


class Bilingual(str):
    """A Vietnamese sentence that carries its English, for where it is made far from the keyboard."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, vietnamese: str, english: str) -> "Bilingual":
        made = super().__new__(cls, vietnamese)
        made.english = english
        return made

    def spoken(self) -> str:
        """As whoever is at the keyboard reads it."""
        return say(str(self), self.english)


NO_FAULT = Bilingual("", "")
