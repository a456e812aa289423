"""The country's emergency numbers, from `data/emergency_numbers.csv`; the offline page carries them too."""

import csv
from dataclasses import dataclass
from functools import cache

from tinhso.citizen.data import FOLDER

FILE = FOLDER / "emergency_numbers.csv"


@dataclass(frozen=True)
class EmergencyNumber:
    """A short number, whom it reaches, when to call it, and where that is laid down."""

    number: str
    name: str
    use: str
    source: str


@cache
def emergency_numbers() -> tuple[EmergencyNumber, ...]:
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(EmergencyNumber(**row) for row in csv.DictReader(rows))
