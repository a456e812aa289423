from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.appointments.desks import desks_for
from tinhso.onestop.appointments.events import AppointmentBooked
from tinhso.onestop.appointments.times import limits_on, seats_of, starts_of
from tinhso.onestop.models import Appointment, Dossier, Procedure


class SlotClosed(Exception):
    """The desk takes nobody at that time: closed, past, too far ahead, or no booking there."""


class DeskDoesNotReceive(Exception):
    """This procedure is not filed at that desk."""


class SlotFull(Exception):
    """Every seat of that half hour is taken."""


class TooManyBookings(Exception):
    """The person has as many open bookings as the rule allows."""


class BookedBefore(Exception):
    """The person has a booking at that very time."""


@transaction.atomic
def book_appointment(
    *, desk: Agency, person: Person, procedure: Procedure | None, starts_at: datetime, key: UUID,
    by: Actor, now: datetime, priority: bool = False, home_visit: bool = False,
) -> Appointment:  # fmt: skip
    """Book one seat of a half hour for the person of this account; the same key books once, and anew once that is cancelled.

    Raises: DeskDoesNotReceive, SlotClosed, SlotFull, TooManyBookings, BookedBefore.
    """
    if known := Appointment.objects.of(by).filter(key=key).first():
        if known.state != Appointment.State.CANCELLED:
            return known
        key = uuid4()  # the form of a booking that was given up, sent from the page before
    day = starts_at.astimezone(HANOI).date()
    if procedure is not None and desk not in desks_for(procedure, day):
        raise DeskDoesNotReceive
    limits = limits_on(now.astimezone(HANOI).date())
    if starts_at <= now or day > now.astimezone(HANOI).date() + timedelta(days=limits.days):
        raise SlotClosed
    if not desk.exists_on(day) or starts_at not in starts_of(desk, day, limits.minutes):
        raise SlotClosed
    Person.objects.select_for_update().get(pk=person.pk)  # one person's bookings one after the other,
    Agency.objects.select_for_update().get(
        pk=desk.pk
    )  # and those of one desk, so that seats are counted right
    check_person(person, starts_at, now, limits.each)
    check_seat(desk, day, starts_at, limits.seats)
    booked = Appointment.objects.create(
        desk=desk, person=person, procedure=procedure, day=day, starts_at=starts_at, key=key, booked_at=now,
        priority=priority, home_visit=home_visit,
    )  # fmt: skip
    for name, wished in (("priority", priority), ("home_visit", home_visit)):
        if wished:
            theirs = Dossier.objects.under_way(person).without_other_submitter(person)
            theirs.filter(**{name: False}).update(**{name: True})
    record(AppointmentBooked(appointment_id=booked.pk, desk_id=desk.pk, starts_at=starts_at), by=by, at=now)
    return booked


def check_person(person: Person, starts_at: datetime, now: datetime, most: int) -> None:
    mine = Appointment.objects.filter(person=person, starts_at__gt=now).open()
    times = list(mine.values_list("starts_at", flat=True))
    if starts_at in times:
        raise BookedBefore
    if len(times) >= most:
        raise TooManyBookings(most)


def check_seat(desk: Agency, day: date, starts_at: datetime, otherwise: int) -> None:
    seats = seats_of(desk, day, otherwise)
    if not seats:
        raise SlotClosed
    if Appointment.objects.at(desk.pk, day).holding().filter(starts_at=starts_at).count() >= seats:
        raise SlotFull
