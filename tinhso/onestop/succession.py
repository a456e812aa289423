"""Bookings at a desk follow it to its successor; called by `tinhso succeed DAY` (see `people.succession`)."""

from datetime import date, datetime

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.onestop.appointments.actions.leave_desk import bookings_from, leave_desk

WORD = "lịch hẹn tại quầy"


def succeed(*, old: Agency, new: Agency, on: date, dry_run: bool, by: Actor, now: datetime) -> dict[str, int]:
    """Move or cancel what is booked at `old` from `on`, and tell whoever booked. In the caller's transaction."""
    if dry_run:
        return {WORD: bookings_from(old, on, now).count()}
    return {WORD: leave_desk(desk=old, successor=new, on=on, by=by, now=now)}
