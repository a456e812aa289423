"""Which calendar an agency works by, as the plain `WorkCalendar` of `tinhso.lib`.

Kept per process under the version number that PostgreSQL raises with every change of a calendar or a day.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from tinhso.casework.models import CalendarDay, CalendarVersion, OfficeCalendar
from tinhso.kernel.people.public import Agency
from tinhso.lib.legal_time.calendar_vn import national_days
from tinhso.lib.legal_time.working_time import CUTOFF, DayMark, WorkCalendar

SEEDED_YEARS = range(2020, 2036)
DEFAULT_NAME = "Giờ hành chính"
MOST_DAYS = 400  # whose rows a process keeps: cases are moved today, imports and demos walk through a year


@dataclass
class _VersionCache:
    """What this process knows of one version."""

    version: int = -1
    calendars: dict[int | None, WorkCalendar] = field(default_factory=dict)
    rows: dict[date, dict[int | None, int]] = field(default_factory=dict)
    """Of a day the agencies with a calendar of their own (None: the default), and which."""


_version_cache = _VersionCache()


def calendar_for(agency_id: int | None, day: date) -> WorkCalendar:
    """The calendar by which the agency works on that day: its own, the nearest parent's, or the default."""
    return office_calendar(agency_id, day)[1]


def office_calendar_id(agency_id: int | None, day: date) -> int | None:
    """The row of that calendar; None where nobody wrote one and the hours of `lib.work_week` hold."""
    return _office_calendar_id(_current(), agency_id, day)


def office_calendar(agency_id: int | None, day: date) -> tuple[int | None, WorkCalendar]:
    """The row and its hours; one short query when they are known."""
    known = _current()
    calendar_id = _office_calendar_id(known, agency_id, day)
    return calendar_id, _work_calendar(known, calendar_id)


def _office_calendar_id(known: "_VersionCache", agency_id: int | None, day: date) -> int | None:
    if day not in known.rows:
        if len(known.rows) > MOST_DAYS:
            known.rows.clear()
        known.rows[day] = dict(OfficeCalendar.objects.on(day).values_list("agency_id", "pk"))
    by_agency = known.rows[day]
    while agency_id is not None and by_agency.keys() - {None}:
        if agency_id in by_agency:
            return by_agency[agency_id]
        agency_id = Agency.objects.get(pk=agency_id).parent_id
    return by_agency.get(None)


def work_calendar(calendar_id: int | None) -> WorkCalendar:
    """The hours of that row with the national days and every marked day; one short query when it is known."""
    return _work_calendar(_current(), calendar_id)


def _current() -> "_VersionCache":
    """What this process knows of the calendars as they are now; one short query."""
    global _version_cache  # noqa: PLW0603 - threads keep the one that they were given
    version = CalendarVersion.current()
    if _version_cache.version != version:
        _version_cache = _VersionCache(version)
    return _version_cache


def _work_calendar(known: "_VersionCache", calendar_id: int | None) -> WorkCalendar:
    if calendar_id not in known.calendars:
        known.calendars[calendar_id] = _load(calendar_id)
    return known.calendars[calendar_id]


def marks_of(calendar_id: int | None) -> tuple[DayMark, ...]:
    """National days, then marks of all calendars, then this one's: of one day the last wins."""
    rows = list(CalendarDay.objects.filter(calendar=None))
    if calendar_id is not None:
        rows += CalendarDay.objects.filter(calendar_id=calendar_id)
    return (*seed(), *(row.mark() for row in rows))


def days_marked() -> tuple[DayMark, ...]:
    """The days off and the swapped days that hold for all offices, each once."""
    return tuple({mark.day: mark for mark in marks_of(None)}.values())


@lru_cache(maxsize=1)
def seed() -> tuple[DayMark, ...]:
    """The public holidays and swapped days that hold until an administrator marks the day otherwise."""
    return tuple(national_days(SEEDED_YEARS))


def _load(calendar_id: int | None) -> WorkCalendar:
    marks = marks_of(calendar_id)
    if calendar_id is None:
        return WorkCalendar(marks=marks, cutoff=CUTOFF, name=DEFAULT_NAME)
    row = OfficeCalendar.objects.get(pk=calendar_id)
    return WorkCalendar(row.seasons(), marks, row.cutoff, row.name)
