"""Small data with their sources that pages and feeds read: the legal risk levels."""

import csv
from dataclasses import dataclass
from functools import cache

from tinhso.citizen.data import FOLDER


@dataclass(frozen=True)
class RiskLevel:
    """A level of risk of natural disasters with its legal colour (QĐ 18/2021/QĐ-TTg Điều 4)."""

    level: int
    label: str
    colour_name: str
    colour: str
    cap_severity: str
    source: str


@cache
def risk_levels() -> dict[int, RiskLevel]:
    """The five levels by their number."""
    found = [(int(row.pop("level")), row) for row in _rows("risk_levels")]
    return {level: RiskLevel(level=level, **row) for level, row in found}


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
