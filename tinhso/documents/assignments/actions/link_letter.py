from datetime import datetime

from django.db import transaction

from tinhso.documents.assignments.events import AssignmentLetterLinked
from tinhso.documents.assignments.permissions import check_can_report
from tinhso.documents.models import Assignment, AssignmentLetter, OutgoingDocument
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local

MOST_LETTERS = 50


@transaction.atomic
def link_letter(
    *, assignment: Assignment, document: OutgoingDocument, by: Actor, now: datetime
) -> AssignmentLetter:
    """Gắn văn bản: an outgoing document of the agency answers the task; by edXML it leaves with the code of the task.

    Raises: DocumentsForbidden, EntryRefused.
    """
    check_can_report(assignment, by)
    seen = OutgoingDocument.objects.visible_to(by, on=local(now).date())
    if not seen.filter(pk=document.pk, case__agency=assignment.case.agency_id, recalled_at=None).exists():
        raise EntryRefused("document", "Chỉ gắn văn bản đi của cơ quan mà ông/bà tham gia, chưa thu hồi.")
    if assignment.letters.count() >= MOST_LETTERS:
        raise EntryRefused("document", f"Một nhiệm vụ gắn tối đa {MOST_LETTERS} văn bản.")
    made, new = AssignmentLetter.objects.get_or_create(
        assignment=assignment, outgoing=document, defaults={"at": now}
    )
    if new:
        event = AssignmentLetterLinked(case_id=assignment.pk, letter_id=made.pk, direction=Code("out"))
        record(event, by=by, at=now)
    return made
