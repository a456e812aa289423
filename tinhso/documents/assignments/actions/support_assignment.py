from datetime import datetime

from django.db import transaction

from tinhso.documents.assignments.notes import add_note
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_can_support
from tinhso.documents.models import Assignment, AssignmentNote
from tinhso.kernel.events.public import Actor


@transaction.atomic
def support_assignment(*, assignment: Assignment, text: str, by: Actor, now: datetime) -> AssignmentNote:
    """Ý kiến phối hợp: what a supporting agency has to say; whoever carries the task out is told.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_support(assignment, by)
    note = add_note(assignment, AssignmentNote.Kind.SUPPORT, text, by=by, now=now)
    assignment.supports.filter(agency=by.agency_id, answered_at=None).update(answered_at=now)
    notify_people(assignment, "supported", at_work(assignment, now), now=now, mark=note.pk)
    return note
