from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import CalendarEntry
from tinhso.documents.week_calendar.events import CalendarWeekApproved
from tinhso.documents.week_calendar.permissions import check_can_approve_calendar
from tinhso.documents.week_calendar.weeks import sunday_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def approve_week(*, monday: date, seen: int, by: Actor, now: datetime) -> int:
    """Duyệt lịch tuần: what was drafted for that week is shown to the agency's officers. How many lines.

    `seen` is the key of the newest line on the page: what was drafted after it waits for another look.
    Raises: DocumentsForbidden, EntryRefused.
    """
    agency_id = check_can_approve_calendar(by)
    rows = CalendarEntry.objects.filter(agency_id=agency_id, day__range=(monday, sunday_of(monday)))
    count = rows.filter(approved_at=None, struck_at=None, pk__lte=seen).update(
        approved_by_id=by.user_id, approved_at=now
    )
    if not count:
        raise EntryRefused("", "Tuần này không có dòng nào chờ duyệt.")
    record(CalendarWeekApproved(agency_id=agency_id, monday=monday, entries=count), by=by, at=now)
    return count
