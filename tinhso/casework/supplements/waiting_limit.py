"""How long an office waits for a supplement."""

from datetime import date, datetime, timedelta

from tinhso.casework.case import turns
from tinhso.casework.clocks.calendars import calendar_for
from tinhso.casework.models import Case, Participant
from tinhso.casework.models.states import State
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.working_time import WorkCalendar

SUPPLEMENT = "supplement"
LAPSE = "lapse"


def last_moment(case: Case, *, now: datetime) -> datetime:
    """The end of the last day for a supplement asked now: so many days on, on a working day (BLDS 2015 Điều 148)."""
    day = now.astimezone(HANOI).date()
    last = day + timedelta(days=patience_days(day))
    return end_of_patience(calendar_for(case.agency_id, last), last)


def patience_days(day: date) -> int:
    """How many days an office waits for a supplement that it asks for on that day."""
    return int(rule("supplement.patience_days", on=day))


def end_of_patience(calendar: WorkCalendar, last: date) -> datetime:
    """The end of that day, or of the next working day by this calendar."""
    working = calendar.working_day_from(last)
    return datetime(working.year, working.month, working.day, 23, 59, 59, tzinfo=HANOI)


def wait_for_citizen(case: Case, *, person_id: int, lapse_role: str, now: datetime) -> datetime:
    """The citizen's turn, and the seat that may end the case after it; returns the last moment.

    Before acceptance the seat is the receiving desk, after it the competent agency. It has no turn: the case waits
    for the citizen until somebody there ends it.
    """
    until = last_moment(case, now=now)
    turns.give_person_turn(case.pk, person_id=person_id, act=SUPPLEMENT, due_at=until)
    seat = case.agency_id if case.step else case.desk_id or case.agency_id
    turns.keep_for(case.pk, agency_id=seat, role=lapse_role, act=LAPSE, due_at=until)
    return until


def supplement_until(case: Case) -> datetime | None:
    """The last moment for the supplement that the case waits for; None if it waits for none. One query at most."""
    if case.state != State.WAITING_CITIZEN:
        return None
    waiting = Participant.objects.filter(case=case, open=True, act=SUPPLEMENT, person__isnull=False)
    return waiting.values_list("due_at", flat=True).first()
