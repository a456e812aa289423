"""How each type of document is set, as dated data: which sample of NĐ 30/2020, phụ lục III, where its subject stands, who signs."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "document_forms.csv"


@dataclass(frozen=True)
class DocumentForm:
    """`sample` is "" where the decree has none; `needs` names the fields of a `LetterContent` that may not be empty.

    `subject_at` is "title" (box 5a) or "number" (5b); `to_words` stand before the addressees ("" for types that have none).
    """

    code: str
    sample: str
    subject_at: str
    to_words: str
    signers: int
    needs: tuple[str, ...]
    opening: str
    valid_from: date
    valid_to: date | None
    source: str

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class NoForm(LookupError):
    """No form of that type on that day."""


@cache
def every_form() -> tuple[DocumentForm, ...]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def form_of(code: str, day: date) -> DocumentForm:
    """Raises: NoForm."""
    for one in every_form():
        if one.code == code and one.exists_on(day):
            return one
    raise NoForm(code)


def _read(row: dict[str, str]) -> DocumentForm:
    return DocumentForm(
        code=row["code"],
        sample=row["sample"],
        subject_at=row["subject_at"],
        to_words=row["to_words"],
        signers=int(row["signers"]),
        needs=tuple(row["needs"].split()),
        opening=row["default_opening"],
        valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        source=row["source"],
    )
