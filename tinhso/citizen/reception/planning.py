"""Rows for the days that schedules have: those of the next weeks, made each night and when a schedule is set."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.citizen.models import ReceptionDay, ReceptionSchedule
from tinhso.citizen.reception.times import reception_limits, regular_days
from tinhso.kernel.site.clock import HANOI

DAY_OFF = "Trùng ngày nghỉ, chuyển sang ngày làm việc tiếp theo"
MOST = 20_000


def plan_days(schedules: Iterable[ReceptionSchedule], today: date, *, first: date | None = None) -> int:
    """The days from `first` (today unless said) as far ahead as the rule says; those that are there stay. How many are new."""
    until = today + timedelta(days=reception_limits(today).ahead)
    rows = [
        ReceptionDay(schedule=one, regular_on=regular, day=day, reason="" if regular == day else DAY_OFF)
        for one in schedules
        for regular, day in regular_days(one, first or today, until)
    ]
    # by post: a day that was moved past the end of its schedule stands under the next one
    known = set(
        ReceptionDay.objects.filter(regular_on__in={row.regular_on for row in rows}).values_list(
            "schedule__agency", "schedule__post", "regular_on"
        )
    )
    new = [row for row in rows if (row.schedule.agency_id, row.schedule.post, row.regular_on) not in known]
    ReceptionDay.objects.bulk_create(new[:MOST], ignore_conflicts=True)
    return len(new)


def plan_all(*, now: datetime) -> int:
    """Every night: the days of all schedules in force. How many are new."""
    today = now.astimezone(HANOI).date()
    schedules = ReceptionSchedule.objects.filter(valid__endswith__isnull=True) | (
        ReceptionSchedule.objects.filter(valid__endswith__gt=today)
    )
    return plan_days(schedules.select_related("agency"), today)


def closed_days(today: date) -> list[tuple[ReceptionDay, date]]:
    """Days that are planned on what became a day off, each with the next working day."""
    found = []
    for day in ReceptionDay.objects.planned().filter(day__gte=today).in_order():
        calendar = work_calendar(office_calendar_id(day.schedule.agency_id, day.day))
        if not calendar.is_working_day(day.day):
            found.append((day, calendar.next_working_day(day.day)))
    return found
