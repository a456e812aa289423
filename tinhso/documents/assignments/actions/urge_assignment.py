from datetime import datetime

from django.db import transaction

from tinhso.documents.assignments.notes import add_note
from tinhso.documents.assignments.notices import at_work, notify_people
from tinhso.documents.assignments.permissions import check_can_follow
from tinhso.documents.models import Assignment, AssignmentNote
from tinhso.kernel.events.public import Actor


@transaction.atomic
def urge_assignment(*, assignment: Assignment, text: str, by: Actor, now: datetime) -> AssignmentNote:
    """Đôn đốc: the giver's leaders or clerk urge whoever carries the task out; they and their leaders are told at once.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_follow(assignment, by)
    note = add_note(assignment, AssignmentNote.Kind.URGING, text, by=by, now=now)
    notify_people(assignment, "urged", at_work(assignment, now), now=now, mark=note.pk)
    return note
