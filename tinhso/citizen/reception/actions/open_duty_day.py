from datetime import datetime

from django.db import transaction

from tinhso.casework.public import office_calendar_id, work_calendar
from tinhso.citizen.models import ReceptionDay, ReceptionSchedule
from tinhso.citizen.reception.actions.move_day import NotAWorkingDay
from tinhso.citizen.reception.events import ReceptionDayChanged
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.clock import HANOI


@transaction.atomic
def open_duty_day(*, schedule: ReceptionSchedule, by: Actor, now: datetime) -> ReceptionDay:
    """Today's reception by whoever is on duty, of a schedule that is every working day; a second time gives the same.

    Raises: NotReceptionDesk, NotAWorkingDay.
    """
    check_can_run_reception(by, schedule.agency_id)
    today = now.astimezone(HANOI).date()
    if not schedule.is_daily or not work_calendar(
        office_calendar_id(schedule.agency_id, today)
    ).is_working_day(today):
        raise NotAWorkingDay
    day, new = ReceptionDay.objects.get_or_create(
        schedule=schedule, regular_on=today, defaults={"day": today}
    )
    if new:
        event = ReceptionDayChanged(
            day_id=day.pk, agency_id=schedule.agency_id, change=Code("opened"), on=today
        )
        record(event, by=by, at=now)
    return day
