from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.day_changes import (
    ReceptionDayIsOver,
    booked_visits,
    check_changeable,
    record_change,
)
from tinhso.citizen.reception.events import ReceptionBookingCancelled
from tinhso.citizen.reception.notices import tell_visitor
from tinhso.kernel.events.public import SYSTEM, Actor, record


@transaction.atomic
def cancel_day(*, day: ReceptionDay, reason: str, by: Actor, now: datetime) -> None:
    """Nobody receives that day, announced with its reason; bookings end and whoever booked is told.

    Raises: NotReceptionDesk, ReceptionDayIsOver.
    """
    check_changeable(day, by, now)
    if not day.move(state=ReceptionDay.State.CANCELLED, reason=reason, changed_at=now, closed_at=now):
        raise ReceptionDayIsOver
    for visit in booked_visits(day):
        visit.move(to=ReceptionVisit.State.CANCELLED, frm=(ReceptionVisit.State.BOOKED,))
        event = ReceptionBookingCancelled(visit_id=visit.pk, day_id=day.pk, by_desk=True)
        record(event, by=SYSTEM, at=now)
        tell_visitor(visit, "cancelled", at=visit.starts_at, now=now, key="day")
    record_change(day, "cancelled", day.day, by, now)
