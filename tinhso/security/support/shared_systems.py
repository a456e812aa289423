"""The short list of shared systems that an incident may be of: dated rows."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

LIST = Path(__file__).parents[1] / "data/shared_systems.csv"


@dataclass(frozen=True)
class SharedSystem:
    code: str
    name: str
    valid_from: date
    valid_to: date | None

    def in_use(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)


@cache
def every_system() -> tuple[SharedSystem, ...]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return tuple(
            SharedSystem(
                row["code"],
                row["name"],
                date.fromisoformat(row["valid_from"]),
                date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            )
            for row in csv.DictReader(file)
        )


def systems_on(day: date) -> list[tuple[str, str]]:
    """Codes and names of those in use that day, as a form offers them."""
    return [(one.code, one.name) for one in every_system() if one.in_use(day)]


def system_name(code: str) -> str:
    """Also of one that is no longer in use."""
    return next((one.name for one in every_system() if one.code == code), code)
