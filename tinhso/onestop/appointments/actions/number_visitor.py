from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.appointments.actions.cancel_appointment import NotOpenAnyMore
from tinhso.onestop.appointments.events import VisitorNumbered
from tinhso.onestop.appointments.permissions import check_can_run_desk
from tinhso.onestop.models import Appointment, Dossier


class AnotherDay(Exception):
    """The booking is for another day."""


@transaction.atomic
def number_visitor(*, appointment: Appointment, by: Actor, now: datetime) -> int:
    """Whoever booked is here: the next number of the day, before others where one of their dossiers says so.

    Raises: NotYourTurn, AnotherDay, NotOpenAnyMore.
    """
    check_can_run_desk(by, appointment.desk_id)
    if appointment.day != now.astimezone(HANOI).date():
        raise AnotherDay
    number = next_number(appointment.desk_id, now)
    person = appointment.person
    goes_first = person is not None and Dossier.objects.under_way(person).filter(priority=True).exists()
    first: dict[str, object] = {"priority": True} if goes_first else {}
    booked = (Appointment.State.BOOKED, Appointment.State.MISSED)  # who comes late is still taken
    if not appointment.move(to=Appointment.State.WAITING, frm=booked, number=number, arrived_at=now, **first):
        raise NotOpenAnyMore
    record_event(appointment, number, by, now)
    return number


@transaction.atomic
def number_walk_in(
    *, desk: Agency, key: UUID, by: Actor, now: datetime, priority: bool = False
) -> Appointment:
    """Somebody came without a booking: a number and nothing of the person, but that the clerk saw that they go first; the same key
    gives one.

    Raises: NotYourTurn.
    """
    check_can_run_desk(by, desk.pk)
    number = next_number(desk.pk, now)
    visit, new = Appointment.objects.get_or_create(
        key=key,
        defaults={
            "desk": desk,
            "day": now.astimezone(HANOI).date(),
            "starts_at": now,
            "booked_at": now,
            "arrived_at": now,
            "walk_in": True,
            "priority": priority,
            "number": number,
            "state": Appointment.State.WAITING,
        },
    )
    if new:
        record_event(visit, number, by, now)
    return visit


def next_number(desk_id: int, now: datetime) -> int:
    """One more than the last of that desk today; the desk's row is locked until the deed is done."""
    Agency.objects.select_for_update().get(pk=desk_id)
    today = Appointment.objects.at(desk_id, now.astimezone(HANOI).date())
    return (today.aggregate(last=Max("number"))["last"] or 0) + 1


def record_event(visit: Appointment, number: int, by: Actor, now: datetime) -> None:
    event = VisitorNumbered(
        appointment_id=visit.pk, desk_id=visit.desk_id, number=number, walk_in=visit.walk_in
    )
    record(event, by=by, at=now)
