from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotYourTurn
from tinhso.citizen.models import ReceptionVisit
from tinhso.citizen.models.reception_visit import ReceptionVisitQuerySet
from tinhso.citizen.reception.events import ReceptionBookingCancelled
from tinhso.citizen.reception.notices import tell_visitor
from tinhso.citizen.reception.permissions import can_run_reception
from tinhso.kernel.events.public import SYSTEM, Actor, record


class BookingIsOver(Exception):
    """Its time has come, or it was cancelled or missed already."""


@transaction.atomic
def cancel_booking(*, visit: ReceptionVisit, by: Actor, now: datetime) -> None:
    """Give the seat free: by whoever booked it until its time comes, or by the agency, which tells that citizen.

    Raises: NotYourTurn for anybody else, BookingIsOver.
    """
    is_own = is_visitor(visit, by)
    if not is_own and not can_run_reception(by, visit.day.schedule.agency_id):
        raise NotYourTurn
    if is_own and not visit.is_open(now):
        raise BookingIsOver
    if not visit.move(to=ReceptionVisit.State.CANCELLED, frm=(ReceptionVisit.State.BOOKED,)):
        raise BookingIsOver
    event = ReceptionBookingCancelled(visit_id=visit.pk, day_id=visit.day_id, by_desk=not is_own)
    record(event, by=SYSTEM, at=now)
    if event.by_desk:
        tell_visitor(visit, "cancelled", at=visit.starts_at, now=now, key="one")


def visits_like(visit: ReceptionVisit) -> ReceptionVisitQuerySet:
    """Those of the same account or telephone."""
    whose = (visit.person_id, "") if visit.by_account else (None, visit.phone)
    return ReceptionVisit.objects.of(*whose)


def is_visitor(visit: ReceptionVisit, by: Actor) -> bool:
    """Whoever booked acts as the person of the booking: the account's, or the one that was made for the telephone."""
    return by.person_id is not None and by.person_id == visit.person_id
