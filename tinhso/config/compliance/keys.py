"""Which keys of this installation are turned, how often and by what."""

import csv
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

LIST = Path(__file__).parent / "keys.csv"
DAYS_OF_A_MONTH = 30.4375


@dataclass(frozen=True)
class Key:
    """`months` after which it is to be turned; `variable` gives it from the environment instead of the file `key`."""

    key: str
    months: int
    variable: str
    turned_by: str
    afterwards: str

    def due(self, state: Path) -> datetime | None:
        """When it is to be turned, from the file in the state folder; None where there is none."""
        try:
            made = (state / self.key).stat().st_mtime
        except FileNotFoundError:
            return None
        return datetime.fromtimestamp(made, UTC) + timedelta(days=self.months * DAYS_OF_A_MONTH)


def keys() -> list[Key]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [_key(row) for row in csv.DictReader(file)]


def _key(row: dict[str, str]) -> Key:
    months = int(row.pop("months"))
    return Key(months=months, **row)
