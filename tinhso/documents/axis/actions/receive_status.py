from datetime import datetime

from django.db import transaction

from tinhso.documents.axis.client import moment
from tinhso.documents.axis.events import ReceiverStatusReceived
from tinhso.documents.models import DocumentRecipient, ReceiverStatus
from tinhso.kernel.events.public import SYSTEM, Code, record
from tinhso.lib.edxml.document_ids import read_document_id
from tinhso.lib.edxml.messages import StatusMessage


class StatusUnknown(Exception):
    """No document of ours went to that agency under that name, or the status is not one that a receiver gives."""


@transaction.atomic
def receive_status(*, message: StatusMessage, origin_id: str, now: datetime) -> ReceiverStatus:
    """A recipient tells what became of a document: a row of history. The same message comes once. Raises: StatusUnknown."""
    if message.status not in ReceiverStatus.Code.values:
        raise StatusUnknown(message.status)
    recipient = _recipient(message)
    staff = ", ".join(filter(None, (message.staff.name, message.staff.department)))
    row, new = ReceiverStatus.objects.get_or_create(
        recipient=recipient,
        origin_id=origin_id,
        defaults={
            "code": message.status,
            "note": message.description[:500],
            "staff": staff[:260],
            "reported_at": moment(message.at),
            "at": now,
        },
    )
    if new:
        event = ReceiverStatusReceived(
            case_id=recipient.document_id, recipient_id=recipient.pk, code=Code(message.status.value)
        )
        record(event, by=SYSTEM, at=now)
    return row


def _recipient(message: StatusMessage) -> DocumentRecipient:
    """By the document's own name on the axis, and the code of the agency that answers."""
    name = read_document_id(message.about.document_id)
    code = message.about.code or (name.code if name else "")
    number, _, notation = code.partition("/")
    if not number.isascii() or not number.isdecimal() or len(number) > 9:
        raise StatusUnknown(code)
    found = DocumentRecipient.objects.filter(
        ident_code=message.sender.code,
        document__number__number=int(number),
        document__number__notation=notation,
        document__case__agency__ident_code=name.organ if name else message.about.organ,
    )
    if day := name.issued_on if name else message.about.issued_on:
        found = found.filter(document__number__dated=day)
    rows = list(found[:2])
    if len(rows) != 1:
        raise StatusUnknown(code)
    return rows[0]
