"""Words out of markup: titles, excerpts, texts for matching."""

import html
import re
import unicodedata

HIDDEN = re.compile(r"<(script|style|iframe|noscript|template)\b.*?(?:</\1\s*>|$)", re.DOTALL | re.IGNORECASE)
COMMENT = re.compile(r"<!--.*?(?:-->|$)|<!\[CDATA\[|\]\]>", re.DOTALL)
TAG = re.compile(r"</?[A-Za-z][^<>]*(?:>|$)")
UNSEEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffd]"
)
ENDLESS = re.compile(r"&#\d{9,};?")
"""Numbers that are no character; Python refuses to read the longest of them."""
TWICE = 2
"""Many feeds write markup out twice."""


def plain_words(markup: str, most: int) -> str:
    """At most so many characters, composed (NFC), blanks run together, without tags and unseen characters."""
    text = markup[: most * 20 + 20_000]
    for _ in range(TWICE):
        if "<" in text:
            text = TAG.sub(" ", HIDDEN.sub(" ", COMMENT.sub(" ", text)))
        if "&" not in text:
            break
        text = html.unescape(ENDLESS.sub("", text))
    if "<" in text:
        text = TAG.sub(" ", HIDDEN.sub(" ", COMMENT.sub(" ", text)))
    whole = " ".join(UNSEEN.sub("", unicodedata.normalize("NFC", text)).split())
    return whole.encode("utf-8", "ignore").decode()[:most]


def excerpt_of(words: str, most: int) -> str:
    """At most so many characters, ended at a word."""
    if len(words) <= most:
        return words
    return f"{words[: most - 1].rsplit(' ', 1)[0]}…"
