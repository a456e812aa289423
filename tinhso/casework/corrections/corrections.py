"""Corrected ends: what waits for a second head, and how many there were in a span that a figure counts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from tinhso.casework.models import Case, EndCorrection
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, agencies_below
from tinhso.kernel.people.roles import Head
from tinhso.kernel.site.clock import HANOI

IN_TIME = (Case.Timeliness.EARLY, Case.Timeliness.ON_TIME)


def waiting_corrections(by: Actor, on: date) -> QuerySet[EndCorrection]:
    """What waits at the agency that this officer heads and at those below it, the oldest first."""
    waiting = EndCorrection.objects.filter(state=EndCorrection.State.WAITING)
    agency = Agency.objects.filter(pk=by.agency_id or 0).first() if by.holds(Head) else None
    if agency is None:
        return waiting.none()
    below = waiting.filter(case__agency__in=agencies_below(agency, on))
    return below.select_related("case__agency", "note", "asked_by")


def count_waiting(by: Actor, on: date) -> int:
    """How many wait there; one query while nothing waits anywhere, as on most days."""
    waits = EndCorrection.objects.filter(state=EndCorrection.State.WAITING).exists()
    return waiting_corrections(by, on).count() if waits else 0


@dataclass(frozen=True)
class Corrected:
    """How many ends were corrected, and how many of these were late before and in time after, or the other way."""

    count: int
    to_in_time: int = 0
    to_late: int = 0
    codes: tuple[str, ...] = ()


def corrected_in(first: date, last: date, agencies: Iterable[int] | None, *, most: int = 20) -> Corrected:
    """Of the cases that ended on these days, before their correction or after. One query."""
    span = (
        datetime.combine(first, time(), HANOI),
        datetime.combine(last + timedelta(days=1), time(), HANOI),
    )
    ends = Q(old_ended_at__gte=span[0], old_ended_at__lt=span[1]) | Q(
        ended_at__gte=span[0], ended_at__lt=span[1]
    )
    found = EndCorrection.objects.filter(ends, state=EndCorrection.State.CONFIRMED)
    if agencies is not None:
        found = found.filter(case__agency__in=list(agencies))
    rows = list(
        found.order_by("-decided_at", "-pk").values_list("old_timeliness", "timeliness", "case__code")
    )
    return Corrected(
        len(rows),
        sum(old == Case.Timeliness.LATE and new in IN_TIME for old, new, _ in rows),
        sum(old in IN_TIME and new == Case.Timeliness.LATE for old, new, _ in rows),
        tuple(dict.fromkeys(code for *_, code in rows))[:most],
    )
