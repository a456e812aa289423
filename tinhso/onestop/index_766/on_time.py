"""Rule 2.1 of the index QĐ 766: when a dossier ended, and whether that was within its time.

`index_end`: the moment the result was ready, else handed over, refused or withdrawn; of a dossier that waits for a
supplement the moment at which it was asked; NULL while none of these came, which means the end of the period, and of
one that still runs this moment. `index_deadline`: the promised moment, later by every completed supplement; without a
promise, the longest time of the procedure from the receipt.
"""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import Case as Choice
from django.db.models import (
    CharField,
    Count,
    DateField,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from tinhso.casework.public import Case, ClockPause, State, days_marked
from tinhso.lib.legal_time.clock import PauseReason

ON_TIME, LATE = "on_time", "late"


def on_time() -> "QuerySet[Case]":
    """Dossiers that were accepted and have a promised or a longest time; others cannot be judged."""
    return (
        with_end(Case.objects.filter(dossier__isnull=False, accepted_at__isnull=False))
        .annotate(index_deadline=_deadline())
        .filter(index_deadline__isnull=False)
        .annotate(index_verdict=_verdict())
    )


def ended() -> "QuerySet[Case]":
    return on_time().filter(Q(("index_end__isnull", False)))


def running_late() -> "QuerySet[Case]":
    """From the deadline until the end: what was late at the end of a period, or is now."""
    return on_time().filter(Q(index_end__isnull=True) | Q(index_end__gt=F("index_deadline")))


def with_end(cases: "QuerySet[Case]") -> "QuerySet[Case]":
    """Each with the moment of its end, and how often and how long a supplement was awaited."""
    asked = ClockPause.objects.filter(clock__case=OuterRef("pk"), reason=PauseReason.SUPPLEMENT.value)
    whole = asked.filter(ended_at__isnull=False, counts=True, clock__name="settle").order_by()
    open_ = asked.filter(ended_at__isnull=True, clock__name="settle")
    length = ExpressionWrapper(F("ended_at") - F("started_at"), output_field=DurationField())
    return cases.annotate(
        settle=FilteredRelation("clocks", condition=Q(clocks__name="settle")),
        asked_times=Subquery(asked.order_by().values("clock__case").annotate(n=Count("pk")).values("n")),
        awaited=Coalesce(
            Subquery(whole.values("clock__case").annotate(t=Sum(length)).values("t")), Value(timedelta())
        ),
        index_end=Choice(
            When(settled_at__isnull=False, then=F("settled_at")),
            When(finished_at__isnull=False, then=F("finished_at")),
            When(state=State.WAITING_CITIZEN, then=Subquery(open_.values("started_at")[:1])),
            default=None,
            output_field=DateTimeField(),
        ),
    )


def _deadline() -> Any:
    promised = Coalesce(F("settle__first_due_at"), longest())
    return ExpressionWrapper(promised + F("awaited"), output_field=DateTimeField())


def _verdict() -> Any:
    return Choice(
        When(index_end__isnull=True, then=Value("")),
        When(settled_at=None, finished_at=None, asked_times__gt=1, then=Value(LATE)),
        When(index_end__lte=F("index_deadline"), then=Value(ON_TIME)),
        default=Value(LATE),
        output_field=CharField(),
    )


def longest() -> Func:
    """The last moment of the procedure's longest time, counted from the receipt; NULL where nobody entered one.

    Days off and swapped days of all offices count; an agency's own calendar does not.
    """
    marks = days_marked()
    return Func(
        F("dossier__version__time_limits"),
        Cast("dossier__level", TextField()),
        F("accepted_at"),
        Value([m.day for m in marks if not m.works], output_field=ArrayField(DateField())),
        Value([m.day for m in marks if m.works], output_field=ArrayField(DateField())),
        function="onestop_longest_time",
        output_field=DateTimeField(),
    )
