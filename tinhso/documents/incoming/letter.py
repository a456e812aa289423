"""What an arriving document says of itself, whoever read it: a clerk off the paper, or the reader of a message."""

import re
from dataclasses import dataclass, fields
from datetime import date

from django.db import models

from tinhso.documents.models import ArrivingDocument, OutgoingDocument
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold


@dataclass(frozen=True)
class ArrivingLetter:
    """The names are those of `ArrivingDocument`; `content` is text to find it by and is shown nowhere."""

    issuer_name: str
    subject: str
    issuer_ident: str = ""
    document_ident: str = ""
    number: str = ""
    notation: str = ""
    dated: date | None = None
    type_code: str = ""
    type_name: str = ""
    signer: str = ""
    urgency: str = ""
    pages: int | None = None
    answer_by: date | None = None
    content: str = ""

    @property
    def every_text(self) -> list[str]:
        """All that was written, for marks of secrecy."""
        return [value for one in fields(self) if isinstance(value := getattr(self, one.name), str) and value]

    def columns(self) -> dict[str, object]:
        """The columns of the row, trimmed, with the keys that tell equal numbers and names."""
        found = {one.name: getattr(self, one.name) for one in fields(self) if one.name != "content"}
        trimmed = {key: value.strip() if isinstance(value, str) else value for key, value in found.items()}
        return trimmed | {
            "number_key": number_key(self.number, self.notation),
            "issuer_key": fold(self.issuer_name)[:200],
        }


LONGEST = {
    column.name: column.max_length
    for column in ArrivingDocument._meta.get_fields()
    if isinstance(column, models.CharField)
}


def number_key(number: str, notation: str) -> str:
    """Equal for "05/QĐ-UBND" and "5/qđ - ubnd"; "" where the paper has no number."""
    digits = re.sub(r"\s", "", number).lstrip("0")
    return re.sub(r"\s", "", f"{digits}/{fold(notation)}".casefold())[:90] if digits else ""


def check_letter(letter: ArrivingLetter, *, arrived: date) -> None:
    """EntryRefused for what a register cannot hold: no issuer, no subject, too long, a day after that of arrival."""
    if not letter.issuer_name.strip():
        raise EntryRefused("issuer_name", "Ghi cơ quan, tổ chức ban hành văn bản.")
    if not letter.subject.strip():
        raise EntryRefused("subject", "Ghi trích yếu nội dung văn bản.")
    for one in fields(letter):
        longest = LONGEST.get(one.name)
        if longest and len(getattr(letter, one.name).strip()) > longest:
            raise EntryRefused(one.name, f"Nội dung dài quá {longest} ký tự.")
    if letter.urgency not in OutgoingDocument.Urgency.values:
        raise EntryRefused("urgency", "Độ khẩn này không có.")
    if letter.dated is not None and letter.dated > arrived:
        raise EntryRefused("dated", "Ngày của văn bản không thể sau ngày đến.")
    if letter.pages is not None and not 1 <= letter.pages <= 32_000:
        raise EntryRefused("pages", "Số trang từ 1 đến 32.000.")


def words_to_find(document: ArrivingDocument, content: str = "") -> str:
    """What search reads: every field and the content, without marks."""
    parts = [
        document.case.code,
        document.subject,
        document.full_number,
        document.issuer_name,
        document.issuer_ident,
        document.document_ident,
        document.type_name,
        document.signer,
        content,
    ]
    return fold(" ".join(filter(None, parts)))
