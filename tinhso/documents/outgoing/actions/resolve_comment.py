from datetime import datetime

from django.db import transaction

from tinhso.documents.models import DraftComment, OutgoingDocument
from tinhso.documents.outgoing.events import DraftCommented
from tinhso.documents.outgoing.permissions import check_can_comment
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def resolve_comment(*, document: OutgoingDocument, comment: DraftComment, by: Actor, now: datetime) -> None:
    """A comment is dealt with: by the drafter, or by who made it; the second time does nothing.

    Raises: DocumentsForbidden.
    """
    check_can_comment(document, by)
    row = DraftComment.objects.select_for_update().get(pk=comment.pk, version__document=document)
    if row.resolved_at is not None:
        return
    row.resolved_by_id, row.resolved_at = by.user_id, now
    row.save(update_fields=["resolved_by", "resolved_at"])
    record(DraftCommented(case_id=document.pk, comment_id=row.pk, resolved=True), by=by, at=now)
