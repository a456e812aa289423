from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Agency, AgencySuccession
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.appointments.actions.book_appointment import SlotClosed, SlotFull, check_seat
from tinhso.onestop.appointments.actions.cancel_appointment import notify_cancelled
from tinhso.onestop.appointments.desks import desks_for
from tinhso.onestop.appointments.events import AppointmentCancelled, AppointmentMoved
from tinhso.onestop.appointments.times import limits_on, starts_of
from tinhso.onestop.catalogue.places import bookable_desks
from tinhso.onestop.models import Appointment


def bookings_from(desk: Agency, on: date, now: datetime) -> "QuerySet[Appointment]":
    """What is booked at a desk for that day and later, and has not come yet."""
    return Appointment.objects.filter(desk=desk, day__gte=on, starts_at__gt=now).open()


@transaction.atomic
def leave_desk(*, desk: Agency, successor: Agency | None, on: date, by: Actor, now: datetime) -> int:
    """The desk ends on that day: what is booked there from then on is for its successor at the same time where a seat is free there, and
    is cancelled where none is or nobody follows. Whoever booked is told which. How many bookings."""
    rows = list(bookings_from(desk, on, now).select_related("person", "procedure"))
    if successor is not None and rows:
        Agency.objects.select_for_update().get(pk=successor.pk)  # its seats are counted right
    for row in rows:
        if successor is not None and _has_seat(successor, row, now):
            _move(row, successor, by, now)
        elif row.move(to=Appointment.State.CANCELLED, frm=(Appointment.State.BOOKED,)):
            record(AppointmentCancelled(appointment_id=row.pk, desk_id=desk.pk, by_desk=True), by=by, at=now)
            notify_cancelled(row, now)
    return len(rows)


def leave_ended_desks(*, now: datetime) -> int:
    """The same for every desk that is no more on a day somebody booked there, whether or not its work was moved. How many bookings."""
    booked = Appointment.objects.filter(starts_at__gt=now).open().values("desk")
    ended = Agency.objects.filter(pk__in=booked, valid__endswith__isnull=False).order_by("pk")
    return sum(_leave_ended(desk, now) for desk in ended)


def _leave_ended(desk: Agency, now: datetime) -> int:
    on = desk.valid.upper
    lines = AgencySuccession.objects.filter(old=desk, on=on, is_default=True).select_related("new")
    line = lines.first()
    return leave_desk(desk=desk, successor=line.new if line else None, on=on, by=SYSTEM, now=now)


def _has_seat(successor: Agency, row: Appointment, now: datetime) -> bool:
    limits = limits_on(now.astimezone(HANOI).date())
    receiving = desks_for(row.procedure, row.day) if row.procedure else bookable_desks(row.day)
    if successor not in receiving or row.starts_at not in starts_of(successor, row.day, limits.minutes):
        return False
    try:
        check_seat(successor, row.day, row.starts_at, limits.seats)
    except (SlotClosed, SlotFull):
        return False
    return True


def _move(row: Appointment, successor: Agency, by: Actor, now: datetime) -> None:
    booked = Appointment.State.BOOKED
    if not row.move(to=booked, frm=(booked,), desk=successor):
        return
    event = AppointmentMoved(
        appointment_id=row.pk, from_desk_id=row.desk_id, desk_id=successor.pk, starts_at=row.starts_at
    )
    record(event, by=by, at=now)
    if row.person is not None:
        notify(
            to=row.person,
            topic="onestop.appointment",
            template="onestop.appointment_moved",
            params={"at": row.starts_at},
            now=now,
            key=f"appointment_moved:{row.pk}:{successor.pk}",
            path=reverse("appointments"),
        )
