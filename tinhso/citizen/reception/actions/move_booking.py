from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.actions.book_reception import BookedBefore, check_seat
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver, is_visitor, visits_like
from tinhso.citizen.reception.events import ReceptionBookingMoved
from tinhso.kernel.events.public import SYSTEM, Actor, record


@transaction.atomic
def move_booking(
    *, visit: ReceptionVisit, day: ReceptionDay, starts_at: datetime, by: Actor, now: datetime
) -> None:
    """Another time, of the same reception or of another day, by whoever booked; the former seat is free at once.

    Raises: NotYourTurn, BookingIsOver, SlotClosed, SlotFull, BookedBefore.
    """
    if not is_visitor(visit, by):
        raise NotYourTurn
    day = (
        ReceptionDay.objects.select_for_update(of=("self",)).select_related("schedule__agency").get(pk=day.pk)
    )
    if (day.pk, starts_at) == (visit.day_id, visit.starts_at):
        return
    check_seat(day, starts_at, now)
    if visits_like(visit).filter(day=day).active().exclude(pk=visit.pk).exists():
        raise BookedBefore
    booked = (ReceptionVisit.State.BOOKED,)
    if not visit.is_open(now) or not visit.move(
        to=ReceptionVisit.State.BOOKED, frm=booked, day=day, starts_at=starts_at, reminded_at=None
    ):
        raise BookingIsOver
    event = ReceptionBookingMoved(visit_id=visit.pk, day_id=day.pk, starts_at=starts_at)
    record(event, by=SYSTEM, at=now)
