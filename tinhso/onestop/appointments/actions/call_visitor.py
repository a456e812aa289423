from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.appointments.actions.cancel_appointment import NotOpenAnyMore
from tinhso.onestop.appointments.events import VisitorCalled
from tinhso.onestop.appointments.permissions import check_can_run_desk
from tinhso.onestop.models import Appointment


@transaction.atomic
def call_visitor(*, appointment: Appointment, by: Actor, now: datetime) -> None:
    """Whoever waits is called to the counter.

    Raises: NotYourTurn, NotOpenAnyMore if a colleague called first.
    """
    check_can_run_desk(by, appointment.desk_id)
    if not appointment.move(to=Appointment.State.CALLED, frm=(Appointment.State.WAITING,), called_at=now):
        raise NotOpenAnyMore
    record(VisitorCalled(appointment_id=appointment.pk, desk_id=appointment.desk_id), by=by, at=now)
