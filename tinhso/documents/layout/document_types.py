"""The types of official documents with their abbreviations, as dated data (NĐ 30/2020/NĐ-CP, Điều 7, phụ lục III)."""

import csv
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "document_types.csv"
NORMATIVE = "_QPPL"
NORMATIVE_TYPES = ("NQ", "QD")
"""Those that can be normative at a province's and a commune's level, and the ending of the codes of their series."""


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


def numbered_types_on(day: date) -> list[DocumentType]:
    """Those with a series of their own: the types, then the ones that can be normative, as such."""
    plain = types_on(day)
    return [*plain, *(normative_type(one, day.year) for one in plain if one.code in NORMATIVE_TYPES)]


def type_of(code: str, day: date) -> DocumentType:
    """Raises: UnknownType."""
    plain = code.removesuffix(NORMATIVE)
    for one in types_on(day):
        if one.code == plain and (plain == code or plain in NORMATIVE_TYPES):
            return one if plain == code else normative_type(one, day.year)
    raise UnknownType(code)


def name_of(code: str) -> str:
    """The name of a type of whatever day; the code itself where it never was one."""
    plain = code.removesuffix(NORMATIVE)
    name = next((one.name for one in every_type() if one.code == plain), code)
    return f"{name} quy phạm pháp luật" if plain != code else name


def normative_type(kind: DocumentType, year: int) -> DocumentType:
    """The same as a normative document: numbered in a series of its own, the year in its notation ("15/2024/QĐ-UBND")."""
    code = f"{kind.code}{NORMATIVE}"
    return replace(kind, code=code, name=name_of(code), abbreviation=f"{year}/{kind.abbreviation}")


def _read(row: dict[str, str]) -> DocumentType:
    ends = date.fromisoformat(row["valid_to"]) if row["valid_to"] else None
    starts = date.fromisoformat(row["valid_from"])
    return DocumentType(row["code"], row["name"], row["abbreviation"], starts, ends, row["source"])
