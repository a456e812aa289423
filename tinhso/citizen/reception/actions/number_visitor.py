from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver, visits_like
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.events import ReceptionVisitorNumbered
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI


class AnotherReceptionDay(Exception):
    """The reception is on another day."""


@transaction.atomic
def number_visitor(*, visit: ReceptionVisit, by: Actor, now: datetime) -> int:
    """Whoever booked is here: the next number of the reception.

    Raises: NotReceptionDesk, AnotherReceptionDay, ReceptionDayIsOver, BookingIsOver.
    """
    number = next_number(visit.day, by, now)
    if visits_like(visit).filter(day=visit.day_id).active().exclude(pk=visit.pk).exists():
        raise BookingIsOver  # booked anew after having missed this one
    booked = (ReceptionVisit.State.BOOKED, ReceptionVisit.State.MISSED)  # who comes late is received too
    if not visit.move(to=ReceptionVisit.State.WAITING, frm=booked, number=number, arrived_at=now):
        raise BookingIsOver
    record_number(visit, number, by, now)
    return number


@transaction.atomic
def number_walk_in(
    *, day: ReceptionDay, priority: bool, key: UUID, by: Actor, now: datetime
) -> ReceptionVisit:
    """Somebody came without a booking: a number and nothing of the person; the same key gives one.

    Raises: NotReceptionDesk, AnotherReceptionDay, ReceptionDayIsOver.
    """
    number = next_number(day, by, now)
    visit, new = ReceptionVisit.objects.get_or_create(
        key=key,
        defaults={
            "day": day, "starts_at": now, "booked_at": now, "arrived_at": now, "walk_in": True,
            "number": number, "priority": priority, "state": ReceptionVisit.State.WAITING,
        },
    )  # fmt: skip
    if new:
        record_number(visit, number, by, now)
    return visit


def next_number(day: ReceptionDay, by: Actor, now: datetime) -> int:
    """One more than the last of that reception; its row is locked until the deed is done."""
    check_can_run_reception(by, day.schedule.agency_id)
    locked = ReceptionDay.objects.select_for_update().get(pk=day.pk)
    if locked.day != now.astimezone(HANOI).date():
        raise AnotherReceptionDay
    if locked.state != ReceptionDay.State.PLANNED:
        raise ReceptionDayIsOver
    last = ReceptionVisit.objects.filter(day=day).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def record_number(visit: ReceptionVisit, number: int, by: Actor, now: datetime) -> None:
    event = ReceptionVisitorNumbered(
        visit_id=visit.pk, day_id=visit.day_id, number=number, walk_in=visit.walk_in
    )
    record(event, by=by, at=now)
