"""A text that was typed line by line, as parts, articles, clauses and points.

blocks_of(["Chương I", "QUY ĐỊNH CHUNG", "Điều 1. Phạm vi điều chỉnh", "1. …", "a) …"])
"""

import re
from collections.abc import Iterable

from tinhso.documents.layout.letter_content import BlockKind, BodyBlock

TITLED: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("part", re.compile(r"Phần ([IVXLC]{1,8})(?:[.:]?\s+(.*))?")),
    ("chapter", re.compile(r"Chương ([IVXLC]{1,8})(?:[.:]?\s+(.*))?")),
    ("subsection", re.compile(r"Tiểu mục (\d{1,3})(?:[.:]?\s+(.*))?")),
    ("section", re.compile(r"Mục (\d{1,3})(?:[.:]?\s+(.*))?")),
)
ARTICLE = re.compile(r"Điều (\d{1,4}[a-zđ]?)\.\s*(.*)")
NUMBERED: tuple[tuple[BlockKind, re.Pattern[str]], ...] = (
    ("article", ARTICLE),
    ("heading", re.compile(r"([IVXLC]{1,8})\.\s+(.+)")),
    ("clause", re.compile(r"(\d{1,3})\.\s+(.+)")),
    ("point", re.compile(r"([a-zđêôơưăâ]{1,2})\)\s+(.+)")),
)
DIVIDED = re.compile(r"(?:Phần|Chương) [IVXLC]{1,8}\b|Mục \d")


def blocks_of(lines: Iterable[str]) -> tuple[BodyBlock, ...]:
    """Each line a block; the line below "Chương I" is its title. An article's line is its title where it ends without a mark and
    the text is divided into parts, chapters or sections, or the words of the article follow, as clauses or not."""
    texts = [line.strip() for line in lines if line.strip()]
    divided = any(DIVIDED.match(line) for line in texts)
    found: list[BodyBlock] = []
    while texts:
        line = texts.pop(0)
        titled = _titled(line)
        if titled is not None and not titled.title and texts and _is_title(texts[0]):
            titled = BodyBlock(titled.kind, titled.number, texts.pop(0))
        found.append(titled or _numbered(line, divided=divided, following=texts[0] if texts else ""))
    return tuple(found)


def _titled(line: str) -> BodyBlock | None:
    for kind, pattern in TITLED:
        if match := pattern.fullmatch(line):
            return BodyBlock(kind, match[1], match[2] or "")
    return None


def _is_title(line: str) -> bool:
    return _titled(line) is None and not any(pattern.fullmatch(line) for _, pattern in NUMBERED)


def _numbered(line: str, *, divided: bool, following: str) -> BodyBlock:
    for kind, pattern in NUMBERED:
        if match := pattern.fullmatch(line):
            is_title = kind == "heading" or kind == "article" and _heads(match[2], following, divided=divided)
            title, text = (match[2], "") if is_title else ("", match[2])
            return BodyBlock(kind, match[1], title, text)
    return BodyBlock("text", text=line)


def _heads(words: str, following: str, *, divided: bool) -> bool:
    goes_on = following != "" and ARTICLE.fullmatch(following) is None
    return bool(words) and words[-1] not in ".;:,/" and (divided or goes_on)
