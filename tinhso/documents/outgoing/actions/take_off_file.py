from datetime import datetime

from django.db import transaction

from tinhso.documents.models import AttachedFile
from tinhso.documents.outgoing.events import DocumentFileTakenOff
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import DRAFT
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def take_off_file(*, attached: AttachedFile, ver: int, by: Actor, now: datetime) -> None:
    """The drafter takes a file off the draft; it stays in the history. The second time does nothing.

    Raises: Stale, NotYourTurn.
    """
    check_step(attached.document, DRAFT, ver, by)
    row = AttachedFile.objects.select_for_update(of=("self",)).get(pk=attached.pk)
    if row.removed_at is not None:
        return
    row.removed_by_id, row.removed_at = by.user_id, now
    row.save(update_fields=["removed_by", "removed_at"])
    record(DocumentFileTakenOff(case_id=row.document_id, attached_id=row.pk), by=by, at=now)
