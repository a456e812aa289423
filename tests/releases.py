"""Which commit a released version is: `docs/releases.csv`, the only place that tests and benches ask. A tag may be missing."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "docs" / "releases.csv"


@dataclass(frozen=True)
class Release:
    version: str
    commit: str  # forty hexadecimal digits
    day: date


def releases() -> list[Release]:
    """Every release, the oldest first."""
    with TABLE.open(newline="") as file:
        return [
            Release(row["version"], row["commit"], date.fromisoformat(row["day"]))
            for row in csv.DictReader(file)
        ]


def release(version: str) -> Release:
    """The release of that number.

    Raises:
        KeyError: the table has no such version.
    """
    return {one.version: one for one in releases()}[version]
