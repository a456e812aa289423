"""Words of a report made harmless: no control characters, no markup, no secrets, cut at a length."""

import re
from html import unescape

from tinhso.lib.scan_reports.secrets import strike_out

_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_BREAK = re.compile(r"<(?:br|/p|/li|/div|/tr|/h\d)\b[^<>]{0,50}>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r]+")
_LINES = re.compile(r"\n\s*\n\s*\n+")
_CVE = re.compile(r"\bCVE-(\d{4})-(\d{4,7})\b", re.IGNORECASE)
MOST_CLEANED = 60_000


def clean(text: object, most: int, *, markup: bool = False) -> str:
    """Several lines of text. `markup` where the tool writes HTML: its tags are taken out."""
    if text is None or isinstance(text, dict | bool):
        return ""
    if isinstance(text, list | tuple):
        text = "\n".join(str(one) for one in text[:200] if isinstance(one, str | int | float))
    words = _CONTROLS.sub("", str(text)[: min(MOST_CLEANED, 4 * most + 1000)])
    if markup:
        words = unescape(_TAG.sub("", _BREAK.sub("\n", words)))
        words = _CONTROLS.sub("", words)
    words = strike_out(_LINES.sub("\n\n", _BLANKS.sub(" ", words)).strip())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def line(text: object, most: int, *, markup: bool = False) -> str:
    """One line of text."""
    return " ".join(clean(text, most, markup=markup).split())


def cves_in(text: object, most: int) -> tuple[str, ...]:
    """The CVE numbers that a text or list names, each once, in its order."""
    words = str(text)[:MOST_CLEANED] if text else ""
    found = dict.fromkeys(f"CVE-{year}-{number}" for year, number in _CVE.findall(words))
    return tuple(found)[:most]
