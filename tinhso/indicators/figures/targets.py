"""What a figure should reach (chỉ tiêu kế hoạch): from the plans that were entered, else from the program's data."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet

from tinhso.indicators.data.sources import target_rows
from tinhso.indicators.definitions.definition import Definition, Direction
from tinhso.indicators.models import PlanTarget
from tinhso.lib.periods import Period


@dataclass(frozen=True)
class Target:
    """A number for a period, and the decision that set it."""

    value: Decimal
    basis: str


Targets = dict[tuple[str, str], Target]


def planned_targets(codes: Iterable[str]) -> "QuerySet[PlanTarget]":
    """Those that were entered with a plan, not read yet; the plan that began last comes last."""
    wanted = set(codes)
    return PlanTarget.objects.standing().filter(indicator__in=wanted).order_by("plan__valid", "plan_id")


def targets_of(codes: Iterable[str], planned: "Iterable[PlanTarget] | None" = None) -> Targets:
    """The targets of these indicators by code and period; of several plans the one that began last. One query, none where
    those of the plans were read before."""
    wanted = set(codes)
    entered_targets = planned_targets(wanted) if planned is None else planned
    found = {
        (row["indicator"], str(row["period"])): Target(Decimal(str(row["value"])), row["basis"])
        for row in target_rows()
        if row["indicator"] in wanted
    }
    return found | {(t.indicator, t.period): Target(t.value, t.source) for t in entered_targets}


def target_of(code: str, period: Period, known: Targets | None = None) -> Target | None:
    """The target of exactly this period; of a year that is cut or still running, a rate's target of its year."""
    targets = targets_of([code]) if known is None else known
    return targets.get((code, period.code)) or targets.get((code, f"{period.end.year}"))


def is_met(value: Decimal, target: Decimal, direction: Direction) -> bool:
    """Both rounded as they are printed."""
    return value <= target if direction is Direction.DOWN else value >= target


def is_comparable(definition: Definition, period: Period) -> bool:
    """A part of the year is not measured by the whole year's sum; a rate or a stock is."""
    whole = (period.end.month, period.end.day) == (12, 31)
    return whole or definition.is_ratio or definition.agg_time == "last"
