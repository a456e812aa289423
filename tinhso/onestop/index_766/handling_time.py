"""Rule 2.2 of the index QĐ 766: how long a dossier took, in days of its own limit, without waiting for supplements.

Working days where the limit is given in hours or working days, days of the calendar where it is in days or months;
the day of the receipt is not counted (BLDS 2015 Đ147.2).

A working day is not looked for in the calendar, it is a difference: so many of them lie before the day after the end,
so many before the day after the beginning. Those before a day are five a week and at most five of the running one,
and as many more or less as days marked otherwise lie before it; these are few and found by halving their list.
"""

from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case as Choice
from django.db.models import (
    CharField,
    DateField,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Greatest

from tinhso.casework.public import Case, ClockPause, days_marked
from tinhso.lib.legal_time.clock import PauseReason
from tinhso.lib.legal_time.time_limit import Unit
from tinhso.lib.legal_time.working_time import DayMark

CALENDAR = (Unit.DAY.value, Unit.MONTH.value)
SATURDAY = 5


def timed_cases() -> "QuerySet[Case]":
    """Dossiers with a result and a limit; `spent` days, `counted_in` working_day or day."""
    marks = days_marked()
    cases = Case.objects.filter(dossier__isnull=False, accepted_at__isnull=False, settled_at__isnull=False)
    limited = cases.annotate(settling=FilteredRelation("clocks", condition=Q(clocks__name="settle"))).filter(
        settling__unit__isnull=False
    )
    waits = ClockPause.objects.filter(
        clock__case=OuterRef("pk"),
        clock__name="settle",
        reason=PauseReason.SUPPLEMENT.value,
        ended_at__isnull=False,
        counts=True,
    ).order_by()
    waited = waits.annotate(days=days_between("clock__unit", "started_at", "ended_at", marks))
    between = days_between("settling__unit", "accepted_at", "settled_at", marks)
    return limited.annotate(
        waited=Coalesce(Subquery(waited.values("clock__case").annotate(t=Sum("days")).values("t")), Value(0)),
        spent=Greatest(between - F("waited"), Value(0)),
        counted_in=Choice(
            When(settling__unit__in=CALENDAR, then=Value("day")),
            default=Value("working_day"),
            output_field=CharField(),
        ),
    )


def days_between(unit: str, begun: str, ended: str, marks: Sequence[DayMark]) -> Any:
    """Days of that field's unit between two moments by their dates, the first not counted; never less than none."""
    swings = [(mark.day, 1 if mark.works else -1) for mark in marks if mark.works != is_weekday(mark.day)]
    swings.sort()
    days = Value([day for day, _swing in swings], output_field=ArrayField(DateField()))
    sums = accumulate((swing for _day, swing in swings), initial=0)
    swung = Value(list(sums), output_field=ArrayField(IntegerField()))
    return Greatest(
        Choice(
            When(**{f"{unit}__in": CALENDAR}, then=DaysUntil(F(ended)) - DaysUntil(F(begun))),
            default=WorkingDaysUntil(F(ended), days, swung) - WorkingDaysUntil(F(begun), days, swung),
        ),
        Value(0),
    )


def is_weekday(day: date) -> bool:
    return day.weekday() < SATURDAY


class DaysUntil(Func):
    """How many days of the calendar there are from Monday 03/01/2000 up to the day of a moment."""

    arity = 1
    template = "((%(expressions)s at time zone interval '07:00')::date - date '2000-01-02')"
    output_field = IntegerField()


class WorkingDaysUntil(Func):
    """How many working days, given the days that are not as their weekday and the sums of what these change."""

    arity = 3
    output_field = IntegerField()

    def as_sql(self, compiler: Any, connection: Any, *args: Any, **extra: Any) -> tuple[str, Any]:
        moment, marked, swung = self.source_expressions
        days, of_days = compiler.compile(DaysUntil(moment))
        listed, of_marked = compiler.compile(marked)
        sums, of_sums = compiler.compile(swung)
        sql = (
            f"({days} / 7 * 5 + least(mod({days}, 7), 5)"
            f" + ({sums})[width_bucket(date '2000-01-02' + {days}, {listed}) + 1])"
        )
        return sql, (*of_days, *of_days, *of_sums, *of_days, *of_marked)
