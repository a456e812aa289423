"""Typed text made clean: NFC, no control or invisible characters, no space at the ends."""

import re
import unicodedata

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ud800-\udfff]"
)
SPACES = re.compile(r"[^\S\n]+")


def clean_line(raw: str) -> str:
    """One line: every run of white space is one space."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", raw)).split())


def clean_text(raw: str) -> str:
    """Several lines: lines and empty lines stay, the spaces at their ends go."""
    text = INVISIBLE.sub("", unicodedata.normalize("NFC", raw).replace("\r\n", "\n").replace("\r", "\n"))
    return "\n".join(SPACES.sub(" ", line).strip() for line in text.split("\n")).strip("\n")
