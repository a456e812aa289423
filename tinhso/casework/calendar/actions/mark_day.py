from datetime import date, datetime

from django.db import transaction

from tinhso.casework.calendar.events import CalendarChanged
from tinhso.casework.calendar.permissions import check_can_keep_calendars
from tinhso.casework.models import CalendarDay, OfficeCalendar
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def mark_day(
    *,
    day: date,
    kind: CalendarDay.Kind,
    name: str,
    source: str,
    calendar: OfficeCalendar | None,
    by: Actor,
    now: datetime,
) -> CalendarDay:
    """Mark a day as off or worked, for one calendar or for all, in place of an earlier mark.

    Due dates that were promised already stay until `recompute_due`.

    Raises: NotAdministrator.
    """
    check_can_keep_calendars(by)
    CalendarDay.objects.filter(calendar=calendar, day=day).delete()
    mark = CalendarDay.objects.create(calendar=calendar, day=day, kind=kind, name=name, source=source)
    calendar_id = calendar.pk if calendar else None
    record(CalendarChanged(calendar_id=calendar_id, day=day, mark=Code(kind.value)), by=by, at=now)
    return mark
