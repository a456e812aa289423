from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Case, advance_case
from tinhso.documents.assignments.notes import add_note
from tinhso.documents.assignments.notices import leaders_and_clerks, notify_people
from tinhso.documents.assignments.permissions import check_turn
from tinhso.documents.assignments.way import CARRY_OUT
from tinhso.documents.models import Assignment, AssignmentNote, ExtensionRequest
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def report_assignment(*, assignment: Assignment, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Báo cáo kết quả: on to the leaders of the giver, who are told. Not while a later day that was asked for waits.

    Raises: Stale, NotYourTurn, SecretDocument, EntryRefused.
    """
    assignment.case = Case.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    check_turn(assignment, CARRY_OUT, ver, by)
    if assignment.extensions.filter(state=ExtensionRequest.State.WAITING).exists():
        raise EntryRefused("", "Đề nghị gia hạn đang chờ quyết định; báo cáo kết quả sau khi có quyết định.")
    add_note(assignment, AssignmentNote.Kind.RESULT, text, by=by, now=now)
    advance_case(case=assignment.case, ver=ver, by=by, now=now)
    assignment.reported_at = now
    assignment.save(update_fields=["reported_at"])
    people = leaders_and_clerks(assignment.giver_id, now)
    notify_people(assignment, "reported", people, now=now, mark=assignment.case.ver)
