from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_turn
from tinhso.documents.assignments.way import APPROVE
from tinhso.documents.models import Assignment
from tinhso.kernel.events.public import Actor


@transaction.atomic
def approve_assignment(*, assignment: Assignment, ver: int, by: Actor, now: datetime) -> None:
    """Duyệt kết quả: the task is done, its clock stops; whoever carried it out is told.

    Raises: Stale, NotYourTurn.
    """
    check_turn(assignment, APPROVE, ver, by)
    case = assignment.case
    people = at_work(assignment, now)
    settle_case(case=case, ver=ver, outcome="done", by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    notify_people(assignment, "approved", people, now=now)
