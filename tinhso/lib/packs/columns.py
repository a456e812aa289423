"""Which files and columns a pack has, and what a cell may hold: `pack_columns.csv` for people and for the check."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from tinhso.lib.bilingual import NO_FAULT, Bilingual
from tinhso.lib.packs.cells import FORMS
from tinhso.lib.province_pack import FILES

LIST = Path(__file__).parent / "pack_columns.csv"
KEYS = {
    "units.csv": ("code", "valid_from"),
    "unit_successions.csv": ("old_code", "new_code", "on"),
    "agencies.csv": ("code", "valid_from"),
    "agency_successions.csv": ("old_code", "new_code", "on"),
    "competences.csv": ("field", "level", "valid_from"),
    "rules.csv": ("key", "valid_from"),
    "deciders.csv": ("what", "code", "level", "valid_from"),
    "authorisations.csv": ("receiver", "level", "procedure", "valid_from"),
    "data_set_agencies.csv": ("data_set", "agency", "starts_on"),
    "report_regimes.csv": ("code", "starts_on"),
    "report_regime_lines.csv": ("regime", "line", "starts_on"),
    "answer_templates.csv": ("code",),
    "report_categories.csv": ("code", "valid_from"),
    "report_routes.csv": ("category", "unit_code", "valid_from"),
    "receptions.csv": ("agency", "post", "valid_from"),
    "paper_sources.csv": ("procedure", "paper", "service", "subject", "valid_from"),
    "software_fields.csv": ("procedure", "line", "valid_from"),
    "online_services.csv": ("code", "level", "valid_from"),
}
STARTING = ("data_set_agencies.csv", "report_regimes.csv", "report_regime_lines.csv")
SPANS = dict.fromkeys(STARTING, ("starts_on", "ends_on"))
FROM, TO = "valid_from", "valid_to"


@dataclass(frozen=True)
class Column:
    """`form` is a word of `cells.FORMS` with its limits, or what it refers to and on the day of which column: `unit@valid_from`."""

    name: str
    form: str
    required: bool
    meaning: str

    @property
    def refers_to(self) -> tuple[str, str, int]:
        """(unit, agency or category; the column of the day; how many days off); empty words where it refers to nothing."""
        what, at, day = self.form.partition("@")
        if not at and what != "category":
            return "", "", 0
        return what, day.removesuffix("-1"), -1 if day.endswith("-1") else 0

    def fault(self, value: str) -> Bilingual:
        """Why the cell cannot hold this; `NO_FAULT` where it can."""
        if not value:
            return Bilingual("không được để trống", "must not be empty") if self.required else NO_FAULT
        word, _colon, limits = self.form.partition(":")
        look: Callable[[str, str], Bilingual] = FORMS[word.partition("@")[0]]
        return look(value, limits)


@dataclass(frozen=True)
class PackFile:
    name: str
    columns: tuple[Column, ...]

    @property
    def required(self) -> bool:
        return self.name in FILES

    @property
    def key(self) -> tuple[str, ...]:
        return KEYS[self.name]

    @property
    def span(self) -> tuple[str, str] | None:
        """The columns of its first day and of the first day after; None where its lines hold for one day."""
        names = SPANS.get(self.name, (FROM, TO))
        return names if names[0] in {one.name for one in self.columns} else None


@cache
def pack_files() -> tuple[PackFile, ...]:
    with LIST.open(encoding="utf-8", newline="") as file:
        found: dict[str, list[Column]] = {}
        for row in csv.DictReader(file):
            column = Column(row["column"], row["form"], row["required"] == "1", row["meaning"])
            found.setdefault(row["file"], []).append(column)
    return tuple(PackFile(name, tuple(columns)) for name, columns in found.items())


def day_of(text: str) -> date | None:
    """The day that a cell says; None for no day and for one that is none (the check of cells tells of it)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
