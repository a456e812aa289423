"""Moments of office hours on working days before the opening day."""

from datetime import date, datetime, timedelta
from random import Random

from tinhso.demo.onestop.rows import Setting
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.working_time import WorkCalendar


def working_days(calendar: WorkCalendar, first: date, last: date) -> list[date]:
    """The working days in [first, last)."""
    days = (first + timedelta(days=n) for n in range((last - first).days))
    return [day for day in days if calendar.is_working_day(day)]


def after_cutoff(setting: Setting, rng: Random) -> datetime:
    """The afternoon before, after 15:00: what is done the same day is then due today."""
    day = back(setting, 1, rng).astimezone(HANOI)
    return day.replace(hour=15, minute=rng.randint(1, 20), second=0, microsecond=0)


def just_now(setting: Setting, rng: Random) -> datetime:
    """In the last hour of office hours: in the late afternoon even what came the day before after 15:00 waits too long."""
    opening = setting.calendar.opening(setting.calendar.working_day_from(setting.now.date()))
    worked = setting.calendar.working_seconds(opening, setting.now)
    return setting.calendar.add_working_seconds(opening, max(60, worked - rng.randint(300, 3600)))


def back(setting: Setting, days: int, rng: Random) -> datetime:
    """A moment of office hours so many working days before now."""
    day = setting.now.date()
    for _ in range(days):
        day -= timedelta(days=1)
        while not setting.calendar.is_working_day(day):
            day -= timedelta(days=1)
    return setting.calendar.add_working_seconds(setting.calendar.opening(day), rng.randint(600, 20000))


def last_days(calendar: WorkCalendar, day: date, many: int) -> list[date]:
    """So many working days before that day, the newest first."""
    found: list[date] = []
    while len(found) < many:
        day -= timedelta(days=1)
        if calendar.is_working_day(day):
            found.append(day)
    return found
