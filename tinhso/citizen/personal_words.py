"""Finds in a text that is to be public what points to a person: the desk mends it before anything is published."""

import re
from collections.abc import Iterable

from tinhso.lib.vietnamese import fold

PATTERNS = {
    "số điện thoại": re.compile(r"(?<!\d)(?:\+?84|0)(?:[ .-]?\d){9}(?!\d)"),
    "số định danh": re.compile(r"(?<!\d)(?:\d{12}|\d{9})(?!\d)"),
    "thư điện tử": re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+"),
    "số tài khoản": re.compile(r"(?i)(?:stk|số tài khoản)\D{0,5}\d{6,}"),
}


def personal_words(text: str, *, known: Iterable[str] = ()) -> list[str]:
    """What kinds of personal data the text seems to hold, each once; `known` are values of the sender's own row."""
    found = [name for name, pattern in PATTERNS.items() if pattern.search(text)]
    folded = fold(text)
    if any(value and len(value) > 5 and fold(value) in folded for value in known):
        found.append("tên hoặc liên hệ của người gửi")
    return found
