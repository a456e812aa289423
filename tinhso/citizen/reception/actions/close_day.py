from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from tinhso.citizen.models import DenunciationTally, ReceptionDay, ReceptionVisit
from tinhso.citizen.reception.day_changes import ReceptionDayIsOver
from tinhso.citizen.reception.events import ReceptionDayClosed, ReceptionVisitorMissed
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.kernel.site.clock import HANOI

MOST_DENUNCIATIONS = 200


class NotYetReceived(Exception):
    """The day has not come."""


@transaction.atomic
def close_day(
    *, day: ReceptionDay, state: ReceptionDay.State, denunciations: int, by: Actor, now: datetime
) -> None:
    """The day is over: its post received in person, or another did; who was booked and did not come missed it.

    The denunciations are added to the agency's number of the quarter and stay nowhere else, in no event either.

    Raises: NotReceptionDesk, NotYetReceived, ReceptionDayIsOver.
    """
    agency_id = day.schedule.agency_id
    check_can_run_reception(by, agency_id)
    if day.day > now.astimezone(HANOI).date():
        raise NotYetReceived
    if not day.move(state=state, closed_at=now):
        raise ReceptionDayIsOver
    waited = (ReceptionVisit.State.BOOKED, ReceptionVisit.State.WAITING)
    for visit in ReceptionVisit.objects.filter(day=day, state__in=waited):
        if visit.move(to=ReceptionVisit.State.MISSED, frm=waited):
            record(ReceptionVisitorMissed(visit_id=visit.pk, day_id=day.pk), by=SYSTEM, at=now)
    add_to_tally(agency_id, day.day, min(denunciations, MOST_DENUNCIATIONS))
    record(ReceptionDayClosed(day_id=day.pk, agency_id=agency_id, by_post=Code(state.value)), by=by, at=now)


def add_to_tally(agency_id: int, day: date, number: int) -> None:
    if number < 1:
        return
    quarter = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    row, _new = DenunciationTally.objects.get_or_create(agency_id=agency_id, quarter=quarter)
    DenunciationTally.objects.filter(pk=row.pk).update(number=F("number") + number)
