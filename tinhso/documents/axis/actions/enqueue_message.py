from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.documents.axis.client import axis_settings
from tinhso.documents.axis.epochs import current_epoch
from tinhso.documents.axis.issued_state import version_of
from tinhso.documents.models import AxisMessage, DocumentRecipient, DocumentReplacement, OutgoingDocument
from tinhso.kernel.events.public import SYSTEM, Actor, job


@transaction.atomic
def enqueue_document(document_id: int, *, now: datetime) -> int:
    """Queue an issued document for each recipient that has no message yet; how many. Nothing where no axis is connected, and
    of a recalled one.

    Called again it queues nothing twice: the rows of the recipients are held meanwhile.
    """
    if axis_settings() is None:
        return 0
    rows = OutgoingDocument.objects.select_for_update(of=("self",))
    document = rows.filter(pk=document_id, issued_at__isnull=False, recalled_at=None).first()
    if document is None:
        return 0
    held = DocumentRecipient.objects.select_for_update().filter(document=document)
    begun = set(AxisMessage.objects.filter(recipient__document=document).values_list("recipient", flat=True))
    new = [one for one in held.order_by("pk") if one.pk not in begun]
    for one in new:
        put_message(one, AxisMessage.Kind.NEW, now=now)
    return len(new)


def reached_recipients(document: OutgoingDocument) -> list[DocumentRecipient]:
    """Those to whom the document was given over the axis, or is on its way; their rows are held until the caller is done."""
    first = AxisMessage.objects.filter(recipient__document=document, number=1)
    begun = first.exclude(state=AxisMessage.State.SKIPPED).values("recipient")
    rows = DocumentRecipient.objects.select_for_update().filter(document=document, pk__in=begun)
    return list(rows.order_by("pk"))


def put_message(
    recipient: DocumentRecipient,
    kind: AxisMessage.Kind,
    *,
    now: datetime,
    by: Actor = SYSTEM,
    reason: str = "",
    replacement: DocumentReplacement | None = None,
) -> AxisMessage:
    """The next message to this recipient, whose row the caller holds; it leaves after the transaction."""
    message = AxisMessage.objects.create(
        recipient=recipient,
        number=AxisMessage.objects.filter(recipient=recipient).count() + 1,
        kind=kind,
        version=version_of(recipient.document),
        replacement=replacement,
        reason=reason,
        by_id=by.user_id,
        post_id=by.post_id,
        at=now,
        epoch=current_epoch(),
        next_try=timezone.now(),
    )
    job("documents.send_recipient").defer(recipient_id=recipient.pk)
    return message
