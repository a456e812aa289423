"""The types of official documents with their abbreviations, as dated data (NĐ 30/2020/NĐ-CP, Điều 7, phụ lục III)."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "document_types.csv"


@dataclass(frozen=True)
class DocumentType:
    """A type in `[valid_from, valid_to)`; `abbreviation` is "" for those that the decree gives none."""

    code: str
    name: str
    abbreviation: str
    valid_from: date
    valid_to: date | None
    source: str

    def exists_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


class UnknownType(LookupError):
    """No type of that code on that day."""


@cache
def every_type() -> tuple[DocumentType, ...]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(_read(row) for row in csv.DictReader(file))


def types_on(day: date) -> list[DocumentType]:
    return [one for one in every_type() if one.exists_on(day)]


def type_of(code: str, day: date) -> DocumentType:
    """Raises: UnknownType."""
    for one in types_on(day):
        if one.code == code:
            return one
    raise UnknownType(code)


def name_of(code: str) -> str:
    """The name of a type of whatever day; the code itself where it never was one."""
    return next((one.name for one in every_type() if one.code == code), code)


def _read(row: dict[str, str]) -> DocumentType:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    starts = date.fromisoformat(row["valid_from"])
    return DocumentType(row["code"], row["name"], row["abbreviation"], starts, ends, row["source"])
