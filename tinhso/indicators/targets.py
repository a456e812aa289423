"""What a figure should reach (chỉ tiêu kế hoạch). One door: where plans are kept elsewhere, only this file changes."""

from dataclasses import dataclass
from decimal import Decimal

from tinhso.indicators.data.sources import target_rows
from tinhso.indicators.definition import Definition, Direction
from tinhso.lib.periods import Period


@dataclass(frozen=True)
class Target:
    """A number for a period, and the decision that set it."""

    value: Decimal
    basis: str


def target_of(code: str, period: Period) -> Target | None:
    """The target of exactly this period; of a year that is cut or still running, a rate's target of its year."""
    wanted = {period.code, f"{period.end.year}"}
    for row in target_rows():
        if row["indicator"] == code and str(row["period"]) in wanted:
            return Target(Decimal(str(row["value"])), row["basis"])
    return None


def is_met(value: Decimal, target: Decimal, direction: Direction) -> bool:
    """Both rounded as they are printed."""
    return value <= target if direction is Direction.DOWN else value >= target


def is_comparable(definition: Definition, period: Period) -> bool:
    """A part of the year is not measured by the whole year's sum; a rate or a stock is."""
    whole = (period.end.month, period.end.day) == (12, 31)
    return whole or definition.is_ratio or definition.agg_time == "last"
