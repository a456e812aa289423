from datetime import datetime

from django.db import transaction

from tinhso.casework.public import name_officer, return_case
from tinhso.documents.assignments.notes import add_note
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_turn
from tinhso.documents.assignments.way import APPROVE, CARRY_OUT
from tinhso.documents.models import Assignment, AssignmentNote
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post
from tinhso.kernel.people.roles import Examiner
from tinhso.lib.dates import local


@transaction.atomic
def return_assignment(*, assignment: Assignment, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Trả lại: the giver's leader gives the task back with what is missing; its clock goes on.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    check_turn(assignment, APPROVE, ver, by)
    add_note(assignment, AssignmentNote.Kind.RETURN, text, by=by, now=now)
    case, officer = assignment.case, assignment.case.officer
    return_case(case=case, ver=ver, to_step=CARRY_OUT, reason=text, by=by, now=now)
    posts = Post.objects.on(local(now).date()).with_role(Examiner.code).filter(agency_id=case.agency_id)
    if officer is not None and posts.filter(user=officer).exists():
        name_officer(case=case, officer_id=officer.pk, by=by, now=now)
    assignment.reported_at = None
    assignment.save(update_fields=["reported_at"])
    notify_people(assignment, "returned", at_work(assignment, now), now=now, mark=case.ver)
