from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.appointments.actions.cancel_appointment import NotOpenAnyMore
from tinhso.onestop.appointments.events import AppointmentMissed
from tinhso.onestop.appointments.permissions import check_can_run_desk
from tinhso.onestop.models import Appointment

BATCH = 1_000


class NotYet(Exception):
    """The time that was booked has not come."""


@transaction.atomic
def miss_appointment(*, appointment: Appointment, by: Actor, now: datetime) -> None:
    """Whoever booked did not come, or went before being called.

    The system says so of what is left of days that are over.

    Raises: NotYourTurn, NotYet, NotOpenAnyMore.
    """
    if not by.system:
        check_can_run_desk(by, appointment.desk_id)
    if now < appointment.starts_at:
        raise NotYet
    waited = (Appointment.State.BOOKED, Appointment.State.WAITING)
    if not appointment.move(to=Appointment.State.MISSED, frm=waited):
        raise NotOpenAnyMore
    record(AppointmentMissed(appointment_id=appointment.pk, desk_id=appointment.desk_id), by=by, at=now)


def miss_yesterday(*, now: datetime) -> int:
    """Every booking and visitor left over from days that are over; how many there were."""
    left = Appointment.objects.filter(
        day__lt=now.astimezone(HANOI).date(),
        state__in=[Appointment.State.BOOKED, Appointment.State.WAITING],
    ).order_by("pk")[:BATCH]
    for appointment in left:
        miss_appointment(appointment=appointment, by=SYSTEM, now=now)
    return len(left)
