"""Rule 2.2 of the index QĐ 766: how long a dossier took, in days of its own limit, without waiting for supplements.

Working days where the limit is given in hours or working days, days of the calendar where it is in days or months;
the day of the receipt is not counted (BLDS 2015 Đ147.2).
"""

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
from tinhso.lib.clock import PauseReason
from tinhso.lib.time_limit import Unit

CALENDAR = (Unit.DAY.value, Unit.MONTH.value)


def handled() -> "QuerySet[Case]":
    """Dossiers with a result and a limit; `spent` days, `counted_in` working_day or day."""
    cases = Case.objects.filter(dossier__isnull=False, accepted_at__isnull=False, settled_at__isnull=False)
    limited = cases.annotate(settling=FilteredRelation("clocks", condition=Q(clocks__name="settle"))).filter(
        settling__unit__isnull=False
    )
    waits = ClockPause.objects.filter(
        clock__case=OuterRef("pk"),
        clock__name="settle",
        reason=PauseReason.SUPPLEMENT.value,
        ended_at__isnull=False,
    ).order_by()
    waited = waits.annotate(days=_days(F("clock__unit"), F("started_at"), F("ended_at")))
    return limited.annotate(
        waited=Coalesce(Subquery(waited.values("clock__case").annotate(t=Sum("days")).values("t")), Value(0)),
        spent=Greatest(_days(F("settling__unit"), F("accepted_at"), F("settled_at")) - F("waited"), Value(0)),
        counted_in=Choice(
            When(settling__unit__in=CALENDAR, then=Value("day")),
            default=Value("working_day"),
            output_field=CharField(),
        ),
    )


def _days(unit: Any, begun: Any, ended: Any) -> Func:
    marks = days_marked()
    return Func(
        unit,
        begun,
        ended,
        Value([m.day for m in marks if not m.works], output_field=ArrayField(DateField())),
        Value([m.day for m in marks if m.works], output_field=ArrayField(DateField())),
        function="onestop_days_between",
        output_field=IntegerField(),
    )
