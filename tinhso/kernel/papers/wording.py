"""Makes any text fit to be printed: typst gets text only as data, and PDF/A wants every letter to have a shape."""

import re
import unicodedata
from datetime import date, datetime
from typing import Any

from tinhso.kernel.papers.fonts import letters
from tinhso.kernel.site.clock import HANOI

MISSING = "□"
_LONG = 40  # letters without a space, after which a line may break
_LONG_WORD = re.compile(rf"\S{{{_LONG},}}")


def printable(text: str) -> str:
    """The text in NFC without control or direction marks; what no face can show becomes □; long words may break."""
    letters = (_printable_letter(c) for c in unicodedata.normalize("NFC", text))
    return _LONG_WORD.sub(_broken, "".join(letters))


def _printable_letter(char: str) -> str:
    if char in "\n\t ":
        return char
    if unicodedata.category(char).startswith("C") or unicodedata.category(char) in {"Mn", "Me"}:
        return MISSING if unicodedata.category(char) in {"Co", "Cn", "Cs"} else ""
    return char if ord(char) in letters() else MISSING


def _broken(word: re.Match[str]) -> str:
    whole = word.group()
    return "\u200b".join(whole[i : i + 16] for i in range(0, len(whole), 16))


def as_data(value: Any) -> Any:  # noqa: ANN401 - whatever a caller may put into a paper's data
    """The value as JSON may hold it: texts printable, moments in Vietnamese time as ISO 8601."""
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, datetime):
        return value.astimezone(HANOI).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    return value
