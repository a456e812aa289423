from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, begin_anew
from tinhso.citizen.complaints.deeds import tell_complainant
from tinhso.citizen.complaints.events import ComplaintAccepted
from tinhso.citizen.complaints.route import INTAKE, complaint_limit
from tinhso.citizen.models import Complaint
from tinhso.kernel.events.public import Actor, record


class AcceptedBefore(Conflict):
    """It is taken up already."""


@transaction.atomic
def accept_complaint(*, complaint: Complaint, ver: int, by: Actor, now: datetime) -> None:
    """Thụ lý: the time for settling begins. Raises: NotYourTurn, Stale, AcceptedBefore."""
    case = complaint.case
    if case.step != INTAKE:
        raise AcceptedBefore(case.pk)
    advance_case(case=case, ver=ver, by=by, now=now)
    limit = complaint_limit("settle", complaint.kind, on=now.date())
    begin_anew(case=case, limit=limit, by=by, now=now)
    record(ComplaintAccepted(case_id=case.pk), by=by, at=now)
    tell_complainant(case, "accepted", by=by, now=now)
