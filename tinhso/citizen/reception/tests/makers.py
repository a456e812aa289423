"""A schedule of agency A, its next days, and bookings, for tests of receptions."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from tests.town import Town
from tinhso.citizen.models import ReceptionDay, ReceptionSchedule, ReceptionVisit
from tinhso.citizen.reception.actions.book_reception import Visitor, book_reception
from tinhso.citizen.reception.actions.set_schedule import ScheduleContent, set_schedule
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.clock import HANOI

NOW = datetime(2024, 3, 8, 7, 0, tzinfo=HANOI)  # a Friday morning, before the first slot
FRIDAY = NOW.date()
CONTENT = {
    "post": "Giám đốc Sở A",
    "month_days": [],
    "weekdays": [4],
    "hours": "08:00-09:00",
    "place": "Phòng tiếp công dân",
    "seats": 1,
    "source": "Thông báo 1/TB",
}
PHONE = "0911222333"


def at(hour: int, minute: int = 0, day: int = 8) -> datetime:
    return datetime(2024, 3, day, hour, minute, tzinfo=HANOI)


def make_schedule(town: Town, *, starts: date = FRIDAY, **changes: Any) -> ReceptionSchedule:
    """Set by Chi, the head of agency A: every Friday, two slots of half an hour."""
    content = ScheduleContent(**(CONTENT | changes))
    return set_schedule(agency=town.agency_a, content=content, starts=starts, by=town.actor("chi"), now=NOW)


def first_day(schedule: ReceptionSchedule) -> ReceptionDay:
    return ReceptionDay.objects.in_order().filter(schedule=schedule)[0]


def book(
    town: Town, day: ReceptionDay, starts_at: datetime, who: str = "an", *, phone: str = "", **more: Any
) -> ReceptionVisit:
    """By an account of the cast, or by a telephone that has answered."""
    by = Actor() if phone else town.actor(who)
    visitor = Visitor("Lê Thị Bí Mật", phone or "0912345678", priority=more.pop("priority", False))
    given = {"key": uuid4(), "now": NOW} | more
    return book_reception(day=day, starts_at=starts_at, visitor=visitor, by=by, **given)
