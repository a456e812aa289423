"""A DOCX that came back from a word processor, as the parts of a draft: every word of it, or a sentence that says what is in
the way. What only looks otherwise is not read: faces and places are the decree's.

Heavy like `letter_docx`: callers import it where they need it.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zipfile import BadZipFile

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from tinhso.documents.layout.letter_parts import (
    BASIS,
    BODY,
    FRAME,
    PARTS,
    RECIPIENT,
    SUBJECT,
    TO,
    LetterUnreadable,
)

ADDRESSED = re.compile(r"^[^:]{0,200}:\s*")
# What a draft cannot hold yet, with what to do.
UNKEPT: tuple[tuple[tuple[str, ...], str], ...] = (
    (
        ("w:ins", "w:del", "w:moveFrom", "w:moveTo"),
        "Tệp còn sửa đổi chưa chấp nhận (Track Changes): chấp nhận hoặc từ chối hết rồi tải lên.",
    ),
    (
        ("w:commentReference",),
        "Tệp có ghi chú bên lề (Comment): chép thành góp ý của dự thảo rồi xóa trong tệp.",
    ),
    (
        ("w:drawing", "w:pict", "w:object"),
        "Tệp có hình, khung chữ hoặc đối tượng nhúng: dự thảo chưa giữ được, bỏ ra rồi tải lên.",
    ),
    (
        ("w:footnoteReference", "w:endnoteReference"),
        "Tệp có chú thích cuối trang hoặc cuối văn bản: chuyển vào nội dung rồi tải lên.",
    ),
    (
        ("w:numPr",),
        "Tệp có đoạn đánh số, gạch đầu dòng tự động: gõ số, dấu thành chữ rồi tải lên.",
    ),
)
TABLE = "Tệp có bảng trong nội dung: dự thảo chưa giữ được bảng, chuyển thành đoạn hoặc văn bản kèm theo rồi tải lên."
UNREAD = (BadZipFile, KeyError, ValueError, SyntaxError, OSError, OpcError, PythonDocxError)
"""What the reader says of a file that is no document, or a damaged one."""
BROKEN = "Không đọc được tệp này như một văn bản DOCX. Ông/bà lưu lại ở dạng DOCX rồi tải lên."
EMPTY = "Trong tệp không có đoạn nội dung nào. Ông/bà sửa tệp tải xuống từ trang của dự thảo."


@dataclass(frozen=True)
class ReadLetter:
    """What was written in the parts of a draft; `frame` is the rest (head, signer), `mark` says of which draft the file is."""

    subject: str
    legal_basis: tuple[str, ...]
    to: tuple[str, ...]
    paragraphs: tuple[str, ...]
    recipients: tuple[str, ...]
    frame: tuple[str, ...]
    mark: str


def read_letter(content: bytes) -> ReadLetter:
    """Raises: LetterUnreadable."""
    try:
        made = Document(io.BytesIO(content))
    except UNREAD as error:
        raise LetterUnreadable([BROKEN]) from error
    body = made.element.body
    names = {style.style_id: str(style.name) for style in made.styles}
    problems = [
        words for tags, words in UNKEPT if any(next(body.iter(qn(tag)), None) is not None for tag in tags)
    ]
    if any(_is_added(table, names) for table in body.iter(qn("w:tbl"))):
        problems.append(TABLE)
    if problems:
        raise LetterUnreadable(problems)
    found: dict[str, list[str]] = {part: [] for part in PARTS}
    for line, part, in_table in _lines(body, names):
        found[_place(line, part, in_table=in_table, body_begun=bool(found[BODY]))].append(line)
    if not found[BODY]:
        raise LetterUnreadable([EMPTY])
    return ReadLetter(
        subject=" ".join(found[SUBJECT]),
        legal_basis=tuple(found[BASIS]),
        to=tuple(filter(None, (_addressee(line) for line in found[TO]))),
        paragraphs=tuple(found[BODY]),
        recipients=tuple(line.removeprefix("- ").strip() for line in found[RECIPIENT]),
        frame=tuple(found[FRAME]),
        mark=made.core_properties.keywords or "",
    )


def _lines(body: Any, names: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Every line that is not empty in the order of the page, with the name of its style, and whether a table holds it."""
    for paragraph in body.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        name = names.get(style.get(qn("w:val")), "") if style is not None else ""
        in_table = next(paragraph.iterancestors(qn("w:tbl")), None) is not None
        for line in _words(paragraph).splitlines():
            if line.strip():
                yield " ".join(line.split()), name, in_table


def _words(paragraph: Any) -> str:
    """The text of all runs, those of links and fields too; a line break begins another line."""
    parts: list[str] = []
    for one in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:cr"), qn("w:tab"), qn("w:noBreakHyphen")):
        if one.tag == qn("w:t"):
            parts.append(one.text or "")
        elif one.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        else:
            parts.append(" " if one.tag == qn("w:tab") else "\n")
    return "".join(parts)


def _is_added(table: Any, names: dict[str, str]) -> bool:
    """Whether none of its lines has a style of ours: then somebody put it in."""
    styles = {names.get(one.get(qn("w:val")), "") for one in table.iter(qn("w:pStyle"))}
    return not styles & {FRAME, SUBJECT, RECIPIENT}


def _place(line: str, part: str, *, in_table: bool, body_begun: bool) -> str:
    """Its part by the style; a line with a style of its own is what stands around it."""
    if part == FRAME and in_table and line.startswith("- "):
        return RECIPIENT  # typed below "Nơi nhận:"
    if part in PARTS:
        return part
    if in_table:
        return RECIPIENT if line.startswith("- ") else FRAME
    return BASIS if line.startswith("Căn cứ ") and not body_begun else BODY


def _addressee(line: str) -> str:
    """Without the words before it and the dash."""
    return (
        line.removeprefix("- ").strip() if line.startswith("- ") else ADDRESSED.sub("", line, count=1).strip()
    )
