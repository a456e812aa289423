"""What a message of the axis asks for, done in the transaction of whoever calls: whole or, with a refusal, not at all."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.assignments.actions.link_arrival import link_arrival
from tinhso.documents.axis.actions.receive_status import StatusUnknown, receive_status
from tinhso.documents.axis.arrivals import HeldBack
from tinhso.documents.axis.changing import received, replace_by, update_by
from tinhso.documents.axis.named import document_called, own_name
from tinhso.documents.incoming.actions.note_take_back import note_take_back
from tinhso.documents.models import ArrivingDocument, AxisArrival, TakeBack
from tinhso.kernel.files.public import FileRefused
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.edxml.limits import EdxmlRefused
from tinhso.lib.edxml.messages import Business, DocumentMessage, Reference, Status, StatusMessage
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
    return Outcome(_status(row, message, now), read.problems)


def _status(row: AxisArrival, message: StatusMessage, now: datetime) -> ArrivingDocument | None:
    row.business, row.document_ident = message.status.value, message.about.document_id[:120]
    if message.status == Status.TAKE_BACK:
        return _taken_back(row, message.about, TakeBack.Kind.ASKED, message.description, now)
    receive_status(message=message, origin_id=row.origin_id, now=now)
    return None


def _document(row: AxisArrival, message: DocumentMessage, now: datetime) -> ArrivingDocument:
    row.business, row.document_ident = message.business.value, message.document_id[:120]
    if message.business == Business.RECALL:
        about = message.answers[0] if message.answers else own_name(message)
        return _taken_back(row, about, TakeBack.Kind.RECALL, message.reason, now)
    if message.business == Business.UPDATE:
        return update_by(row, message, now)
    if message.business == Business.REPLACE:
        return replace_by(row, message, now)
    made = _in_place_of_another(row, message) or received(row, message, now)
    link_arrival(document=made, task_codes=message.tasks, now=now)
    return made


def _in_place_of_another(row: AxisArrival, message: DocumentMessage) -> ArrivingDocument | None:
    """The same document came before as one that replaces another: the axis gave the newer message first."""
    document = document_called(row, own_name(message))
    if document is None or not document.replacements.exists():
        return None
    return document


def _taken_back(
    row: AxisArrival, about: Reference, kind: TakeBack.Kind, reason: str, now: datetime
) -> ArrivingDocument:
    """Of this sender's documents alone; one that has not come yet is waited for."""
    row.document_ident = about.document_id[:120]
    document = document_called(row, about)
    if document is None:
        words = _("Chưa có văn bản mà nơi gửi muốn lấy lại hoặc thu hồi; sẽ xử lý khi văn bản đến.")
        raise HeldBack(words, waits=True)
    note_take_back(document=document, kind=kind, reason=reason, origin_id=row.origin_id, now=now)
    return document
