"""The list of the law of what an agency must make public (Điều 17, 18), by level and year, beside what stands there."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from tinhso.citizen.data import FOLDER
from tinhso.citizen.models import PublicInformation
from tinhso.kernel.people.public import Agency

DEPARTMENT = "department"


@dataclass(frozen=True)
class PublicItem:
    """One item of the law's list, with where it stands written and on which days."""

    code: str
    name: str
    levels: frozenset[str]
    basis: str
    valid_from: date
    valid_to: date | None
    source: str

    def is_due(self, level: str, year: int) -> bool:
        """An agency of that level owes it in that year: the item was in force on its last day."""
        day = date(year, 12, 31)
        return (
            level in self.levels and self.valid_from <= day and (self.valid_to is None or day < self.valid_to)
        )


@dataclass(frozen=True)
class ListLine:
    """An item with the places where the agency has published it; none: not public yet."""

    item: PublicItem
    entries: Sequence[PublicInformation]


@dataclass(frozen=True)
class AgencyCount:
    """So many of the items of an agency are public."""

    agency: Agency
    n: int
    most: int


@cache
def public_items() -> tuple[PublicItem, ...]:
    with (FOLDER / "information_items.csv").open(newline="", encoding="utf-8") as file:
        return tuple(
            PublicItem(
                code=row["code"],
                name=row["name"],
                levels=frozenset(row["levels"].split()),
                basis=row["basis"],
                valid_from=date.fromisoformat(row["valid_from"]),
                valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                source=row["source"],
            )
            for row in csv.DictReader(file)
        )


def level_of(agency: Agency) -> str:
    """What the list calls an agency: a department of the province, else the committee's level."""
    return DEPARTMENT if agency.kind == Agency.Kind.DEPARTMENT else str(agency.level)


def items_of(agency: Agency, year: int) -> list[PublicItem]:
    level = level_of(agency)
    return [item for item in public_items() if item.is_due(level, year)]


def list_of(agency: Agency, year: int) -> list[ListLine]:
    """Every item of the agency's list with what stands under it. One query."""
    entries: dict[str, list[PublicInformation]] = {}
    for entry in PublicInformation.objects.in_force().filter(agency=agency, year=year):
        entries.setdefault(entry.item, []).append(entry)
    return [ListLine(item, entries.get(item.code, [])) for item in items_of(agency, year)]


def counts_of(agencies: Iterable[Agency], year: int) -> list[AgencyCount]:
    """How many items of each agency's list are public. One query beside that of the agencies."""
    rows = PublicInformation.objects.in_force().filter(year=year).values_list("agency_id", "item").distinct()
    found = list(agencies)
    items = {agency.pk: {item.code for item in items_of(agency, year)} for agency in found}
    n = Counter(pk for pk, item in rows if item in items.get(pk, ()))
    return [AgencyCount(agency, n[agency.pk], len(items[agency.pk])) for agency in found]
