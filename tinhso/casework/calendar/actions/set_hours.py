from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.casework.calendar.events import OfficeHoursSet
from tinhso.casework.models import OfficeCalendar
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, check_keeps, check_not_past
from tinhso.lib.legal_time.work_week import seasons_from_json


class HoursSetLater(Exception):
    """Hours that begin on that day or later are written already."""


@transaction.atomic
def set_hours(
    *,
    agency: Agency,
    slots: list[dict[str, Any]],
    cutoff: time | None,
    starts: date,
    source: str,
    by: Actor,
    now: datetime,
) -> OfficeCalendar:
    """The opening hours of an agency from `starts` on; the hours before end that day and stay as they were.

    Due dates that were promised stay until `recompute_due`. Raises: NotAnAdministrator, NotYourAgency,
    DateInPast, HoursSetLater, InvalidSlots.
    """
    check_keeps(agency, by)
    check_not_past(starts, by, now.date())
    seasons_from_json(slots)
    Agency.objects.select_for_update().get(pk=agency.pk)  # two administrators write one after the other
    held = OfficeCalendar.objects.filter(agency=agency)
    if held.filter(valid__startswith__gte=starts).exists():
        raise HoursSetLater
    if running := held.on(starts).first():
        running.valid = DateRange(running.valid.lower, starts)
        running.save(update_fields=["valid"])
    calendar = OfficeCalendar.objects.create(
        agency=agency,
        name=agency.short_name[:120],
        valid=DateRange(starts, None),
        slots=slots,
        cutoff=cutoff,
        source=source,
    )
    record(OfficeHoursSet(calendar_id=calendar.pk, agency_id=agency.pk, starts=starts), by=by, at=now)
    return calendar
