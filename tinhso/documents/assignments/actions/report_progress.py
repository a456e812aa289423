from datetime import datetime

from django.db import transaction

from tinhso.documents.assignments.notes import add_note
from tinhso.documents.assignments.permissions import check_can_report
from tinhso.documents.models import Assignment, AssignmentNote
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def report_progress(
    *, assignment: Assignment, text: str, by: Actor, now: datetime, percent: int | None = None
) -> AssignmentNote:
    """Báo cáo tiến độ: how far the task is, in words and, where somebody can say it, in per cent.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    check_can_report(assignment, by)
    if percent is not None and not 0 <= percent <= 100:
        raise EntryRefused("percent", "Tỷ lệ hoàn thành từ 0 đến 100.")
    return add_note(assignment, AssignmentNote.Kind.PROGRESS, text, percent=percent, by=by, now=now)
