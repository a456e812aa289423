"""What makes a system be of a level: dated rows of the decrees, and the level that follows from those that hold.

Both decrees stand beside each other while the transition of the later one runs (to 01/07/2027): the higher level counts.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).parents[1] / "data/level_criteria.csv"
HIGHEST = 3
"""Of systems that stand in these registers."""
DECREES = {"nd-85-2016": "NĐ 85/2016/NĐ-CP", "nd-331-2026": "NĐ 331/2026/NĐ-CP"}


@dataclass(frozen=True)
class Criterion:
    code: str
    rules: str
    level: int
    clause: str
    words: str
    valid_from: date
    valid_to: date | None
    source: str

    def in_force(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    @property
    def label(self) -> str:
        return f"Cấp độ {self.level}: {self.words} ({DECREES[self.rules]} {self.clause})"


@cache
def every_criterion() -> tuple[Criterion, ...]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(
            Criterion(
                row["code"],
                row["rules"],
                int(row["level"]),
                row["clause"],
                row["words"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                row["source"],
            )
            for row in csv.DictReader(file)
        )


def criteria_on(day: date) -> list[Criterion]:
    """Those of the day, the lowest level first."""
    return sorted((one for one in every_criterion() if one.in_force(day)), key=lambda one: one.level)


def chosen(codes: Iterable[str], day: date) -> list[Criterion]:
    """Of the criteria of the day those with these codes; codes that the day does not know are left out."""
    wanted = set(codes)
    return [one for one in criteria_on(day) if one.code in wanted]


def by_code(codes: Iterable[str]) -> list[Criterion]:
    """Whatever day they are of: for pages of what was chosen then."""
    wanted = set(codes)
    return [one for one in every_criterion() if one.code in wanted]


def newest_rules(criteria: Iterable[Criterion]) -> str:
    """The decree that gives the level: of those of the highest level the one in force last."""
    return max(criteria, key=lambda one: (one.level, one.valid_from)).rules
