from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from tinhso.casework.public import Case
from tinhso.citizen.models import Complaint, ReceptionVisit
from tinhso.citizen.reception.actions.cancel_booking import BookingIsOver
from tinhso.citizen.reception.events import ReceptionVisitorReceived
from tinhso.citizen.reception.permissions import check_can_run_reception
from tinhso.kernel.events.public import Actor, Code, record

NUMBERED = {ReceptionVisit.Outcome.COMPLAINT: "complaint", ReceptionVisit.Outcome.FEEDBACK: "feedback"}


class NoSuchNumber(Exception):
    """No complaint, or no feedback, has that number. Of a denunciation the answer is the same: its number is noted nowhere."""


@transaction.atomic
def receive_visitor(
    *, visit: ReceptionVisit, outcome: ReceptionVisit.Outcome, case_code: str, by: Actor, now: datetime
) -> None:
    """Whoever waited was received: the outcome as a state, and where a complaint or feedback came of it, its number.

    Raises: NotReceptionDesk, NoSuchNumber, BookingIsOver.
    """
    check_can_run_reception(by, visit.day.schedule.agency_id)
    code = case_code if outcome in NUMBERED else ""
    if outcome in NUMBERED and not numbers_of(NUMBERED[outcome]).filter(code=code).exists():
        raise NoSuchNumber
    changes = {"outcome": outcome, "case_code": code, "received_at": now}
    if not visit.move(to=ReceptionVisit.State.RECEIVED, frm=(ReceptionVisit.State.WAITING,), **changes):
        raise BookingIsOver
    event = ReceptionVisitorReceived(visit_id=visit.pk, day_id=visit.day_id, outcome=Code(outcome.value))
    record(event, by=by, at=now)


def numbers_of(kind: str) -> "QuerySet[Case]":
    """Cases of that kind, without denunciations."""
    denounced = Complaint.objects.filter(kind=Complaint.Kind.DENUNCIATION).values("case")
    return Case.objects.filter(kind=kind).exclude(pk__in=denounced)
