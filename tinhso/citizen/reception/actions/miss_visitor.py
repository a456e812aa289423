from datetime import datetime

from django.db import transaction

from tinhso.citizen.models import ReceptionVisit
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver
from tinhso.citizen.reception.events import ReceptionVisitorMissed
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import Actor, record


class TimeNotCome(Exception):
    """The time that was booked has not come."""


@transaction.atomic
def miss_visitor(*, visit: ReceptionVisit, by: Actor, now: datetime) -> None:
    """Whoever booked did not come, or went before being received.

    Raises: NotReceptionDesk, TimeNotCome, BookingIsOver.
    """
    check_can_run_reception(by, visit.day.schedule.agency_id)
    if now < visit.starts_at:
        raise TimeNotCome
    waited = (ReceptionVisit.State.BOOKED, ReceptionVisit.State.WAITING)
    if not visit.move(to=ReceptionVisit.State.MISSED, frm=waited):
        raise BookingIsOver
    record(ReceptionVisitorMissed(visit_id=visit.pk, day_id=visit.day_id), by=by, at=now)
