"""The calendars of many offices at once, for lists that say who is open."""

from collections.abc import Iterable, Mapping
from datetime import date

from tinhso.casework.clocks.calendars import work_calendar
from tinhso.casework.models import OfficeCalendar
from tinhso.kernel.people.public import Agency
from tinhso.lib.legal_time.working_time import WorkCalendar


def office_calendars(agency_ids: Iterable[int], day: date) -> dict[int, WorkCalendar]:
    """By agency its own calendar of that day, the nearest parent's, or the default; two queries, and one for each calendar
    that this process has not read yet."""
    rows: dict[int | None, int] = dict(OfficeCalendar.objects.on(day).values_list("agency_id", "pk"))
    above: dict[int, int | None] = (
        dict(Agency.objects.on(day).values_list("pk", "parent_id")) if rows.keys() - {None} else {}
    )
    return {pk: work_calendar(_row_of(pk, rows, above)) for pk in agency_ids}


def has_office_hours(day: date) -> bool:
    """Whether anybody wrote hours that differ from the usual ones of that day; one query."""
    return OfficeCalendar.objects.on(day).exists()


def _row_of(agency_id: int, rows: Mapping[int | None, int], above: Mapping[int, int | None]) -> int | None:
    here: int | None = agency_id
    while here is not None and here not in rows:
        here = above.get(here)
    return rows.get(here)
