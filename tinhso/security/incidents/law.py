"""What the law says of cyber incidents, as dated rows with their source: steps, criteria, reports, and the templates of the house."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path

from tinhso.lib.dates import HANOI, local

DATA = Path(__file__).parents[1] / "data"
OLDEST = "2017"
AFTER_THEM = {"approve": "Duyệt đóng sự cố", "close": "Đã đóng"}
"""Steps of the house after those of the law."""
"""The set of rules of a day before the first of them."""


@cache
def rows_of(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


def is_valid(row: dict[str, str], day: date) -> bool:
    begun = date.fromisoformat(row["valid_from"]) <= day
    return begun and (not row["valid_to"] or day < date.fromisoformat(row["valid_to"]))


def rules_on(day: date) -> str:
    """Which set of rules an incident that was found that day follows."""
    return next((row["rules"] for row in rows_of("incident_steps") if is_valid(row, day)), OLDEST)


def steps_of(rules: str) -> list[dict[str, str]]:
    return [row for row in rows_of("incident_steps") if row["rules"] == rules]


def step_label(rules: str, key: str) -> str:
    return next((row["label"] for row in steps_of(rules) if row["key"] == key), AFTER_THEM.get(key, ""))


@dataclass(frozen=True)
class Criterion:
    code: str
    part: str
    words: str
    source: str


def criteria_on(day: date) -> list[Criterion]:
    rows = [row for row in rows_of("incident_criteria") if is_valid(row, day)]
    return [
        Criterion(row["code"], row["part"], row["words"], f"{row['source']} {row['clause']}") for row in rows
    ]


def severity_by(codes: list[str], day: date) -> str:
    """Serious by the law: an important system, one of the effects, and more than its owner can cope with. Any of the two latter
    alone comes first within the house."""
    parts = {one.part for one in criteria_on(day) if one.code in codes}
    if parts == {"system", "effect", "capacity"}:
        return "serious"
    return "high" if parts & {"effect", "capacity"} else "ordinary"


@dataclass(frozen=True)
class ReportRule:
    rules: str
    kind: str
    recipients: str
    source: str
    amount: int
    unit: str

    @property
    def words(self) -> str:
        return f"{self.amount} giờ" if self.unit == "hour" else f"{self.amount} ngày"

    def due(self, since: datetime) -> datetime:
        """So many hours of the clock; days end with the last of them."""
        if self.unit == "hour":
            return since + timedelta(hours=self.amount)
        last = local(since).date() + timedelta(days=self.amount)
        return datetime.combine(last, time(23, 59, 59), tzinfo=HANOI)


def reports_on(day: date, counts_from: str) -> list[ReportRule]:
    """Those that fall due with that: `detected`, `restored` or `breach`."""
    return [
        ReportRule(
            row["rules"], row["kind"], row["recipients"], f"{row['source']}, {row['clause']}", int(row["amount"]), row["unit"]
        )
        for row in rows_of("incident_reports")
        if row["counts_from"] == counts_from and is_valid(row, day)
    ]  # fmt: skip


@dataclass(frozen=True)
class FirstSteps:
    """What somebody without a technician sees, and does first."""

    kind: str
    seen: str
    words: tuple[str, ...]


@cache
def first_steps() -> tuple[FirstSteps, ...]:
    rows = rows_of("incident_first_steps")
    kinds = dict.fromkeys((row["kind"], row["seen"]) for row in rows)
    return tuple(
        FirstSteps(kind, seen, tuple(row["words"] for row in rows if row["kind"] == kind))
        for kind, seen in kinds
    )


def template_of(kind: str, day: date) -> list[dict[str, str]]:
    """The tasks of an incident of that kind, in the order of the steps."""
    return [row for row in rows_of("incident_templates") if row["kind"] == kind and is_valid(row, day)]
