from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message, reached_recipients
from tinhso.documents.axis.events import DocumentReplaced
from tinhso.documents.axis.orders import carry_out, check_stands
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import (
    AxisMessage,
    ChangeOrder,
    DocumentRecipient,
    DocumentReplacement,
    OutgoingDocument,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def replace_document(
    *, order: ChangeOrder, document: OutgoingDocument, by: Actor, now: datetime
) -> DocumentReplacement:
    """Thay thế: the clerk carries out the order: `document`, issued by the same agency and of the same form, takes the place of
    the one that the order is about; whoever received that one over the axis receives the other in its place (edXML type 3).
    Said twice it is one replacement.

    Raises: DocumentsForbidden, EntryRefused.
    """
    replaced = order.document
    for one in (document, replaced):
        check_can_send(one, by, local(now).date())
    pair = OutgoingDocument.objects.select_for_update(of=("self",)).order_by("pk")
    held = {one.pk: one for one in pair.filter(pk__in=[document.pk, replaced.pk])}
    known = DocumentReplacement.objects.filter(replaced=replaced).first()
    if known is not None and known.document_id == document.pk:
        return known
    if document.normative:
        raise EntryRefused("letter", "Văn bản quy phạm pháp luật thay thế bằng quan hệ văn bản.")
    check_stands(held[replaced.pk])
    carry_out(order, ChangeOrder.Kind.REPLACE, held[document.pk], by=by, now=now)
    made = DocumentReplacement.objects.create(
        document=held[document.pk], replaced=held[replaced.pk], reason=order.reason, by_id=by.user_id or 0, at=now
    )  # fmt: skip
    recipients = [_recipient(held[document.pk], one) for one in reached_recipients(held[replaced.pk])]
    for recipient in recipients:
        put_message(
            recipient,
            AxisMessage.Kind.REPLACE,
            now=now,
            reason=made.reason,
            by=by,
            replacement=made,
        )
    event = DocumentReplaced(case_id=replaced.pk, document_id=document.pk, recipients=len(recipients))
    record(event, by=by, at=now)
    return made


def _recipient(document: OutgoingDocument, of_replaced: DocumentRecipient) -> DocumentRecipient:
    """The same agency as a recipient of the document that replaces; its row is held while its next message is queued."""
    DocumentRecipient.objects.get_or_create(
        document=document,
        ident_code=of_replaced.ident_code,
        defaults={"name": of_replaced.name, "agency": of_replaced.agency},
    )
    rows = DocumentRecipient.objects.select_for_update()
    return rows.get(document=document, ident_code=of_replaced.ident_code)
