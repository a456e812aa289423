from datetime import datetime

from django.db import transaction

from tinhso.documents.copies.events import DocumentCopyDropped
from tinhso.documents.copies.permissions import check_can_drop_copy
from tinhso.documents.models import DocumentCopy
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def drop_copy(*, copy: DocumentCopy, by: Actor, now: datetime) -> None:
    """Bỏ bản sao before it has a number; its row stays.

    Raises: DocumentsForbidden.
    """
    held = DocumentCopy.objects.select_for_update(of=("self",)).whole().get(pk=copy.pk)
    check_can_drop_copy(held, by)
    held.state = DocumentCopy.State.DROPPED
    held.save(update_fields=["state"])
    record(DocumentCopyDropped(case_id=held.case_id, copy_id=held.pk), by=by, at=now)
