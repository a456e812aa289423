"""A path as it is compared with rights: one spelling for each meaning, and refused where two readers could differ.

A right on `/a/x` must not open `/b` by `/a/x/../b`. Whatever a server behind us may still decode, join or cut off is
therefore refused instead of mended: dots, doubled slashes, parameters, encoded slashes and percent signs.
"""

import re
from urllib.parse import unquote_to_bytes

MOST_LETTERS = 2048
UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
PLAIN = UNRESERVED | frozenset("/!$&'()*+,=:@")
C1 = re.compile("[\x80-\x9f]")
ENCODED = re.compile(r"%([0-9A-Fa-f]{2})")
SIMPLE = re.compile(r"(?:/(?!\.{1,2}(?:/|\Z))[A-Za-z0-9\-._~!$&'()*+,=:@]+)+/?")
"""A path that is in its one spelling already: nothing encoded, no empty part, no dots for a part."""
# What another reader takes for a border (/ \ ; ? #), for one more encoding (%), or for an end.
BORDERS = frozenset('/\\;?#%"<>^`{|}')


class PathRefused(ValueError):
    """A path that is not asked for rights; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def normalised(raw: str) -> str:
    """The one spelling of a path, without its question mark. PathRefused.

    Letters that need no encoding stand plain, others with capital digits: `/h%c3%a1` is `/h%C3%A1`, `/%61` is `/a`.
    """
    if len(raw) > MOST_LETTERS:
        raise PathRefused("too_long")
    if SIMPLE.fullmatch(raw):
        return raw
    if not raw.startswith("/"):
        raise PathRefused("not_absolute")
    plain = ENCODED.sub(_one_spelling, raw)
    if stray := set(ENCODED.sub("", plain)) - PLAIN:
        raise PathRefused("percent" if "%" in stray else "letter")
    segments = plain.split("/")[1:]
    if any(part in (".", "..") for part in segments):
        raise PathRefused("dots")
    if "" in segments[:-1]:
        raise PathRefused("double_slash")
    _check_text(plain)
    return plain


def _one_spelling(found: "re.Match[str]") -> str:
    letter = chr(int(found[1], 16))
    if letter in BORDERS:
        raise PathRefused("double_encoding" if letter == "%" else "encoded_border")
    if ord(letter) < 0x20 or ord(letter) == 0x7F:
        raise PathRefused("control")
    return letter if letter in UNRESERVED else found[0].upper()


def _check_text(path: str) -> None:
    """What is encoded is UTF-8, and no control letter of a wider alphabet."""
    try:
        text = unquote_to_bytes(path).decode()
    except UnicodeDecodeError as error:
        raise PathRefused("not_text") from error
    if C1.search(text):
        raise PathRefused("control")
