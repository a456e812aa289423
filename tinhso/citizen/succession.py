"""Receptions of an agency end with it, for its successor has a schedule of its own; called by `tinhso succeed DAY` (see
`people.succession`)."""

from datetime import date, datetime

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.actions.cancel_day import cancel_day
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.clock import HANOI

WORD = "buổi tiếp công dân có người đăng ký"
LONGEST = 300


def succeed(*, old: Agency, new: Agency, on: date, dry_run: bool, by: Actor, now: datetime) -> dict[str, int]:
    """Call off the days from `on` that somebody booked at `old`, so that whoever booked is told; nobody would be there.

    Days that nobody booked go. Schedules need nothing: they count while their agency exists. In the caller's transaction.
    """
    first = max(on, now.astimezone(HANOI).date())
    days = ReceptionDay.objects.planned().of({old.pk}).filter(day__gte=first)
    wanted = ReceptionVisit.objects.open().filter(day__in=days).values("day")
    if dry_run:
        return {WORD: days.filter(pk__in=wanted).count()}
    booked = list(days.filter(pk__in=wanted).in_order())
    reason = f"Cơ quan kết thúc hoạt động; xem lịch tiếp công dân của {new.name}"[:LONGEST]
    for day in booked:
        cancel_day(day=day, reason=reason, by=SYSTEM, now=now)
    days.filter(visits=None).delete()
    return {WORD: len(booked)}
