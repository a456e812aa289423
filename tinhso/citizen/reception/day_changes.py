"""What the changes of a planned day share: who may, while it is still to come, and who has to be told."""

from datetime import date, datetime

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.events import ReceptionDayChanged
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.clock import HANOI


class ReceptionDayIsOver(Exception):
    """It is closed or called off already, or its date has passed."""


def check_changeable(day: ReceptionDay, by: Actor, now: datetime) -> None:
    if not by.system:
        check_can_run_reception(by, day.schedule.agency_id)
    ReceptionDay.objects.select_for_update().get(pk=day.pk)  # bookings of that day wait meanwhile
    if day.day < now.astimezone(HANOI).date():
        raise ReceptionDayIsOver


def booked_visits(day: ReceptionDay) -> list[ReceptionVisit]:
    """Locked: a citizen who moves or cancels at that moment comes before or after, and is not written over."""
    booked = ReceptionVisit.objects.select_for_update(of=("self",)).filter(day=day).open()
    return list(booked.select_related("person").order_by("pk"))


def record_change(day: ReceptionDay, change: str, on: date, by: Actor, now: datetime) -> None:
    event = ReceptionDayChanged(day_id=day.pk, agency_id=day.schedule.agency_id, change=Code(change), on=on)
    record(event, by=by, at=now)
