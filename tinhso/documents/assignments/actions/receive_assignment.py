from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NotOfThatPost, OfficerAbsent, assign_case
from tinhso.documents.assignments.events import AssignmentReceived
from tinhso.documents.assignments.notices import notify_people
from tinhso.documents.assignments.permissions import check_turn
from tinhso.documents.assignments.way import RECEIVE
from tinhso.documents.models import Assignment
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import User
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def receive_assignment(*, assignment: Assignment, ver: int, officer: User, by: Actor, now: datetime) -> None:
    """Tiếp nhận, phân công: the head of the agency receives the task and names who carries it out; the officer is told.

    Raises: Stale, NotYourTurn, EntryRefused.
    """
    check_turn(assignment, RECEIVE, ver, by)
    case = assignment.case
    try:
        assign_case(case=case, ver=ver, officer_id=officer.pk, by=by, now=now)
    except NotOfThatPost as error:
        raise EntryRefused("officer", "Người này hôm nay không giữ vị trí chuyên viên ở cơ quan.") from error
    except OfficerAbsent as error:
        raise EntryRefused("officer", "Người này hôm nay vắng mặt. Giao cho người khác.") from error
    assignment.received_at = now
    assignment.save(update_fields=["received_at"])
    record(AssignmentReceived(case_id=assignment.pk, officer_id=officer.pk), by=by, at=now)
    notify_people(assignment, "assigned", [officer], now=now, mark=case.ver)
