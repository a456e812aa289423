from datetime import datetime

from django.db import transaction
from django.urls import reverse

from tinhso.casework.public import Conflict, NotYourTurn
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.onestop.appointments.events import AppointmentCancelled
from tinhso.onestop.appointments.permissions import can_run_desk
from tinhso.onestop.models import Appointment


class NotOpenAnyMore(Conflict):
    """Its time has come, or it was cancelled, kept or missed already."""


@transaction.atomic
def cancel_appointment(*, appointment: Appointment, by: Actor, now: datetime) -> None:
    """Give the time free: by whoever booked it until it comes, or by the desk, which tells that person.

    Raises: NotYourTurn for anybody else, NotOpenAnyMore.
    """
    is_own = by.person_id is not None and by.person_id == appointment.person_id
    by_desk = can_run_desk(by, appointment.desk_id)
    if not (is_own or by_desk):
        raise NotYourTurn
    if not appointment.is_cancellable(now) and not by_desk:
        raise NotOpenAnyMore
    if not appointment.move(to=Appointment.State.CANCELLED, frm=(Appointment.State.BOOKED,)):
        raise NotOpenAnyMore
    event = AppointmentCancelled(
        appointment_id=appointment.pk, desk_id=appointment.desk_id, by_desk=by_desk and not is_own
    )
    record(event, by=by, at=now)
    if event.by_desk:
        notify_cancelled(appointment, now)


def notify_cancelled(appointment: Appointment, now: datetime) -> None:
    """Whoever booked is told that the desk cannot keep it."""
    if appointment.person is not None:
        notify(
            to=appointment.person,
            topic="onestop.appointment",
            template="onestop.appointment_cancelled",
            params={"at": appointment.starts_at},
            now=now,
            key=f"appointment_cancelled:{appointment.pk}",
            path=reverse("appointments"),
        )
