from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_OID, UUID, uuid4, uuid5

from django.db import transaction

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.models.reception_visit import ReceptionVisitQuerySet
from tinhso.citizen.reception.events import ReceptionBooked
from tinhso.citizen.reception.times import reception_limits, slots_on
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import lock_client_key


class SlotClosed(Exception):
    """Nobody is received at that time: past, called off, or no booking there."""


class SlotFull(Exception):
    """Every seat of that slot is booked."""


class BookedBefore(Exception):
    """This account or telephone has a booking for that day already."""


class TooManyReceptions(Exception):
    """This account or telephone has as many open bookings as the rule allows."""


@dataclass(frozen=True)
class Visitor:
    """Who wants to be received. Without an account `phone` is one that has answered a code."""

    name: str
    phone: str
    priority: bool = False


@transaction.atomic
def book_reception(
    *, day: ReceptionDay, starts_at: datetime, visitor: Visitor, key: UUID, by: Actor, now: datetime
) -> ReceptionVisit:
    """Book one seat of a slot, for the person of this account or for a telephone that has answered; the same key books once,
    and anew once that booking is over.

    Raises: SlotClosed, SlotFull, BookedBefore, TooManyReceptions.
    """
    # one person's bookings one after the other, and those of one day, so that seats are counted right
    if by.person_id:
        Person.objects.select_for_update().get(pk=by.person_id)
    else:
        lock_client_key(uuid5(NAMESPACE_OID, visitor.phone))
    day = (
        ReceptionDay.objects.select_for_update(of=("self",)).select_related("schedule__agency").get(pk=day.pk)
    )
    mine = ReceptionVisit.objects.of(by.person_id, "" if by.person_id else visitor.phone)
    if known := mine.filter(key=key).first():
        if mine.active().filter(pk=known.pk).exists():
            return known
        key = uuid4()  # the form of a booking that was given up, sent from the page before
    check_seat(day, starts_at, now)
    check_visitor(mine, day, key, now)
    person = (
        Person.objects.get(pk=by.person_id) if by.person_id else Person.objects.create(phone=visitor.phone)
    )
    booked = ReceptionVisit.objects.create(
        day=day, starts_at=starts_at, person=person, by_account=by.person_id is not None, key=key,
        name=visitor.name, phone=visitor.phone, priority=visitor.priority, booked_at=now,
    )  # fmt: skip
    record(ReceptionBooked(visit_id=booked.pk, day_id=day.pk, starts_at=starts_at), by=SYSTEM, at=now)
    return booked


def check_seat(day: ReceptionDay, starts_at: datetime, now: datetime) -> None:
    """The day's row is locked, so that its seats are counted one after the other."""
    minutes = reception_limits(now.astimezone(HANOI).date()).minutes
    slot = next((one for one in slots_on(day, now, minutes) if one.starts_at == starts_at), None)
    if slot is None or slot.past:
        raise SlotClosed
    if not slot.free:
        raise SlotFull


def check_visitor(mine: ReceptionVisitQuerySet, day: ReceptionDay, key: UUID, now: datetime) -> None:
    """`mine` are the visits of this account or telephone; a key of somebody else's form books nothing."""
    if mine.filter(day=day).active().exists() or ReceptionVisit.objects.filter(key=key).exists():
        raise BookedBefore
    if mine.filter(starts_at__gt=now).open().count() >= reception_limits(now.astimezone(HANOI).date()).each:
        raise TooManyReceptions
