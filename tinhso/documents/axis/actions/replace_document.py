from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.actions.enqueue_message import put_message, reached_recipients
from tinhso.documents.axis.actions.update_document import check_stands
from tinhso.documents.axis.events import DocumentReplaced
from tinhso.documents.axis.permissions import check_can_send
from tinhso.documents.models import (
    AxisMessage,
    DocumentRecipient,
    DocumentReplacement,
    OutgoingDocument,
)
from tinhso.documents.registers.secrecy import NONE, check_not_secret
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local


@transaction.atomic
def replace_document(
    *, document: OutgoingDocument, replaced: OutgoingDocument, reason: str, by: Actor, now: datetime
) -> DocumentReplacement:
    """Thay thế: `document`, issued by the same agency, takes the place of `replaced`; whoever received the replaced one over the
    axis receives the other in its place (edXML type 3). Said twice it is one replacement.

    Raises: DocumentsForbidden, SecretDocument, EntryRefused.
    """
    for one in (document, replaced):
        check_can_send(one, by, local(now).date())
    check_not_secret(NONE, [reason])
    if not 1 <= len(reason.strip()) <= 500:
        raise EntryRefused("reason", "Ghi lý do thay thế, tối đa 500 ký tự: mọi nơi nhận được báo.")
    pair = OutgoingDocument.objects.select_for_update(of=("self",)).order_by("pk")
    held = {one.pk: one for one in pair.filter(pk__in=[document.pk, replaced.pk])}
    known = DocumentReplacement.objects.filter(replaced=replaced).first()
    if known is not None and known.document_id == document.pk:
        return known
    _check(held[document.pk], held[replaced.pk])
    made = DocumentReplacement.objects.create(
        document=held[document.pk], replaced=held[replaced.pk], reason=reason.strip(), by_id=by.user_id or 0, at=now
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


def _check(document: OutgoingDocument, replaced: OutgoingDocument) -> None:
    if document.pk == replaced.pk:
        raise EntryRefused("document", "Văn bản không thay thế chính nó.")
    if document.case.agency_id != replaced.case.agency_id:
        raise EntryRefused("document", "Chỉ thay thế bằng văn bản của chính cơ quan đã ban hành.")
    if replaced.normative or document.normative:
        raise EntryRefused(
            "", "Văn bản quy phạm pháp luật được thay thế bằng quan hệ văn bản, ghi ở trang văn bản đó."
        )
    check_stands(replaced)
    try:
        check_stands(document)
    except EntryRefused as refused:
        raise EntryRefused("document", f"Văn bản thay thế: {refused}") from refused
    if document.number and replaced.number and document.number.dated < replaced.number.dated:
        raise EntryRefused("document", "Văn bản thay thế không thể ban hành trước văn bản bị thay thế.")


def _recipient(document: OutgoingDocument, of_replaced: DocumentRecipient) -> DocumentRecipient:
    """The same agency as a recipient of the document that replaces; its row is held while its next message is queued."""
    DocumentRecipient.objects.get_or_create(
        document=document,
        ident_code=of_replaced.ident_code,
        defaults={"name": of_replaced.name, "agency": of_replaced.agency},
    )
    rows = DocumentRecipient.objects.select_for_update()
    return rows.get(document=document, ident_code=of_replaced.ident_code)
