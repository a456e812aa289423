from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from tinhso.citizen.models import ReceptionDay, ReceptionSchedule
from tinhso.citizen.reception.events import ReceptionScheduleSet
from tinhso.citizen.reception.permissions import check_can_set_schedule
from tinhso.citizen.reception.planning import plan_days
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, check_not_past
from tinhso.kernel.site.clock import HANOI


@dataclass(frozen=True)
class ScheduleContent:
    post: str
    month_days: list[int]
    weekdays: list[int]
    hours: str
    place: str
    seats: int
    source: str
    illustrative: bool = False


@transaction.atomic
def set_schedule(
    *, agency: Agency, content: ScheduleContent, starts: date, by: Actor, now: datetime
) -> ReceptionSchedule:
    """From `starts` on the post receives by this; what stood before ends there, later ones give way.

    Days from then on that nobody booked are planned anew; those that somebody booked stay, on the new schedule, and so does an
    earlier day that was announced as moved there.

    Raises: NotReceptionDesk, DateInPast.
    """
    check_can_set_schedule(by, agency.pk)
    today = now.astimezone(HANOI).date()
    check_not_past(starts, by, today)
    Agency.objects.select_for_update().get(pk=agency.pk)
    former = ReceptionSchedule.objects.filter(
        agency=agency, post=content.post, valid__overlap=DateRange(starts, None)
    )
    days = ReceptionDay.objects.filter(schedule__in=former)
    moved_there = {"regular_on__lt": starts, "changed_at__isnull": False}
    days.planned().filter(day__gte=starts, visits=None).exclude(**moved_there).delete()
    booked = list(days.filter(day__gte=starts).values_list("pk", flat=True))
    running = former.filter(valid__startswith__lt=starts).first()
    later = list(former.filter(valid__startswith__gte=starts).values_list("pk", flat=True))
    booked += ReceptionDay.objects.filter(schedule__in=later, day__lt=starts).values_list("pk", flat=True)
    if running:
        running.valid = DateRange(running.valid.lower, starts)
        running.save(update_fields=["valid"])
    ReceptionSchedule.objects.filter(pk__in=later).update(valid=DateRange(empty=True))
    made = ReceptionSchedule.objects.create(agency=agency, valid=DateRange(starts, None), **vars(content))
    ReceptionDay.objects.filter(pk__in=booked).update(schedule=made)
    ReceptionSchedule.objects.filter(pk__in=later).delete()
    plan_days([made], today, first=starts)
    event = ReceptionScheduleSet(schedule_id=made.pk, agency_id=agency.pk, starts=starts, seats=content.seats)
    record(event, by=by, at=now)
    return made
