from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.citizen.models import ReceptionDay
from tinhso.citizen.reception.actions.cancel_day import cancel_day
from tinhso.citizen.reception.day_changes import (
    ReceptionDayIsOver,
    booked_visits,
    check_changeable,
    record_change,
)
from tinhso.citizen.reception.notices import tell_visitor
from tinhso.citizen.reception.planning import DAY_OFF, closed_days
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.site.clock import HANOI

FARTHEST = timedelta(days=92)


class NotAWorkingDay(Exception):
    """A reception is moved to a working day of that agency from today on, at most three months away."""


class ReceptionBefore(Exception):
    """That post receives on that day already."""


@transaction.atomic
def move_day(*, day: ReceptionDay, to: date, reason: str, by: Actor, now: datetime) -> None:
    """Another day, announced with its reason; whoever booked comes at the same hour and is told.

    Raises: NotReceptionDesk, ReceptionDayIsOver, NotAWorkingDay, ReceptionBefore.
    """
    check_changeable(day, by, now)
    today = now.astimezone(HANOI).date()
    calendar = work_calendar(office_calendar_id(day.schedule.agency_id, to))
    if not today <= to <= today + FARTHEST or not calendar.is_working_day(to):
        raise NotAWorkingDay
    others = ReceptionDay.objects.planned().filter(schedule=day.schedule_id, day=to)
    if others.exists():
        raise ReceptionBefore
    if not day.move(day=to, reason=reason, changed_at=now):
        raise ReceptionDayIsOver
    shift = timedelta(days=(to - day.day).days)
    for visit in booked_visits(day):
        visit.starts_at += shift
        visit.reminded_at = None
        visit.save(update_fields=["starts_at", "reminded_at"])
        tell_visitor(visit, "moved", at=visit.starts_at, now=now, key=f"{to:%Y%m%d}:{now:%Y%m%d%H%M%S}")
    record_change(day, "moved", to, by, now)


def move_off_holidays(*, now: datetime) -> int:
    """Every night: days that became days off since they were planned go to the next working day. How many."""
    moved = 0
    for day, to in closed_days(now.astimezone(HANOI).date()):
        try:
            move_day(day=day, to=to, reason=DAY_OFF, by=SYSTEM, now=now)
        except ReceptionBefore:
            cancel_day(day=day, reason=DAY_OFF, by=SYSTEM, now=now)
        moved += 1
    return moved
