from datetime import datetime

from django.db import transaction

from tinhso.casework.calendar.events import CalendarChanged
from tinhso.casework.calendar.permissions import check_can_keep_calendars
from tinhso.casework.models import CalendarDay
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def unmark_day(*, mark: CalendarDay, by: Actor, now: datetime) -> None:
    """Take a mark away: the day is again as the week and the national days say. Raises: NotAdministrator."""
    check_can_keep_calendars(by)
    event = CalendarChanged(calendar_id=mark.calendar_id, day=mark.day, mark=Code("none"))
    mark.delete()
    record(event, by=by, at=now)
