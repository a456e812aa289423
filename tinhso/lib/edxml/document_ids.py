"""DocumentId as the axis has it: `H56.01.05,2024/03/08,15/QĐ-UBND`."""

from dataclasses import dataclass
from datetime import date

from tinhso.lib.edxml.dates import read_date, written_date


@dataclass(frozen=True)
class DocumentName:
    organ: str
    issued_on: date
    code: str  # number/notation


def document_id(organ: str, issued_on: date, number: str, notation: str) -> str:
    return f"{organ},{written_date(issued_on)},{number}/{notation}"


def read_document_id(text: str) -> DocumentName | None:
    """None for what is written otherwise: some senders give a UUID."""
    parts = text.strip().split(",", 2)
    if len(parts) != 3 or (day := read_date(parts[1])) is None or not parts[0].strip():
        return None
    return DocumentName(parts[0].strip(), day, parts[2].strip())
