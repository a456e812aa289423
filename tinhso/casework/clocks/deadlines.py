"""Time limits that are given as a day, not as an amount: "xong trước ngày 30/6"."""

from datetime import date, datetime
from decimal import Decimal

from tinhso.casework.clocks.calendars import calendar_for
from tinhso.casework.models import Case, Clock
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit


class DeadlinePassed(ValueError):
    """The day does not lie after the day from which the time is counted."""

    def __init__(self) -> None:
        super().__init__("Thời hạn phải sau ngày giao việc.")


def limit_until(day: date, *, agency_id: int, now: datetime, source: str) -> TimeLimit:
    """The limit in days that ends on that day for an agency that is given the work now. DeadlinePassed.

    A day off moves to the end of the next working day, as for every limit in days (BLDS 2015 Đ148.5).
    """
    calendar = calendar_for(agency_id, now.astimezone(HANOI).date())
    days = (day - calendar.counted_from(now, calendar.cutoff).astimezone(HANOI).date()).days
    if days < 1:
        raise DeadlinePassed
    return TimeLimit(Decimal(days), Unit.DAY, source)


def limit_source(case: Case) -> str:
    """What the limit that now runs for the settlement of the case follows from; "" where none runs. One query."""
    clock = Clock.objects.running().filter(case=case, name=Clock.Name.SETTLE).first()
    return clock.source if clock else ""


def reply_due(case: Case) -> datetime | None:
    """Until when the desk has to answer a case that waits for it; None where no such clock runs. One query."""
    clock = Clock.objects.running().filter(case=case, name=Clock.Name.REPLY).first()
    return clock.due_at if clock else None
