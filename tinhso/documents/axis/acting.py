"""What a message of the axis asks for, done in the transaction of whoever calls: whole or, with a refusal, not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.axis.actions.receive_status import StatusUnknown, receive_status
from tinhso.documents.axis.arrivals import HeldBack
from tinhso.documents.axis.reading import came_files, letter_of
from tinhso.documents.incoming.actions.receive_document import receive_document
from tinhso.documents.models import ArrivingDocument, AxisArrival
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import FileRefused
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import Business, DocumentMessage, StatusMessage
from tinhso.lib.edxml.reader import read_message

REFUSALS = (EdxmlRefused, EntryRefused, FileRefused, StatusUnknown, HeldBack)


@dataclass(frozen=True)
class Outcome:
    """The arriving document that the message is about, and the rules of the standard that its sender broke."""

    document: ArrivingDocument | None
    remarks: tuple[str, ...]


def act_on(row: AxisArrival, content: bytes, *, now: datetime) -> Outcome:
    """What the message says of itself is written on its row. One of REFUSALS, or SecretDocument."""
    read = read_message(content)
    message = read.message
    if row.sender_code and message.sender.code != row.sender_code:
        raise HeldBack(_("Nơi gửi ghi trong bản tin khác nơi gửi mà trục cho biết."))
    row.sender_code = message.sender.code[:35]
    if isinstance(message, DocumentMessage):
        return Outcome(_document(row, message, now), read.problems)
    _status(row, message, now)
    return Outcome(None, read.problems)


def _status(row: AxisArrival, message: StatusMessage, now: datetime) -> None:
    row.business, row.document_ident = message.status.value, message.about.document_id[:120]
    receive_status(message=message, origin_id=row.origin_id, now=now)


def _document(row: AxisArrival, message: DocumentMessage, now: datetime) -> ArrivingDocument:
    row.business, row.document_ident = message.business.value, message.document_id[:120]
    if message.business != Business.NEW:
        raise HeldBack(_("Bản tin thu hồi, cập nhật hoặc thay thế: văn thư xem và xử lý."))
    letter = letter_of(message)
    return receive_document(
        agency=row.agency,
        letter=letter,
        channel=ArrivingDocument.Channel.EDXML,
        files=came_files(message.attachments, letter, now),
        origin_id=row.origin_id,
        by=SYSTEM,
        now=now,
    )
