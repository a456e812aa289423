"""What is written on a task, by whom in which post, inside the transaction of the deed."""

from datetime import datetime

from django.db.models import Value
from django.db.models.functions import Concat

from tinhso.documents.assignments.events import AssignmentNoteWritten
from tinhso.documents.models import Assignment, AssignmentNote
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.people.public import Post
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.language.vietnamese import fold

LONGEST = 4000
MOST_NOTES = 500


def add_note(
    assignment: Assignment,
    kind: AssignmentNote.Kind,
    text: str,
    *,
    by: Actor,
    now: datetime,
    percent: int | None = None,
) -> AssignmentNote:
    """SecretDocument; EntryRefused for an empty or too long one, or one too many. Its words are found from now on."""
    check_not_secret(NONE, [text])
    words = text.strip()
    if not 1 <= len(words) <= LONGEST:
        raise EntryRefused("text", f"Ghi nội dung, tối đa {LONGEST} ký tự.")
    if assignment.notes.count() >= MOST_NOTES:
        raise EntryRefused("text", f"Một nhiệm vụ ghi tối đa {MOST_NOTES} lần.")
    post = Post.objects.get(pk=by.post_id or 0)
    row = Assignment.objects.filter(pk=assignment.pk)
    row.update(folded=Concat("folded", Value(f" {fold(words)}")))
    note = AssignmentNote.objects.create(
        assignment=assignment,
        kind=kind,
        text=words,
        percent=percent,
        by_id=by.user_id or 0,
        agency_id=post.agency_id,
        post_title=post.title,
        at=now,
    )
    event = AssignmentNoteWritten(
        case_id=assignment.pk, note_id=note.pk, kind=Code(note.kind), percent=percent
    )
    record(event, by=by, at=now)
    return note
