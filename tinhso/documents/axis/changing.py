"""What the axis brings about a document that came before: its update (type 2), or another in its place (type 3)."""

import hashlib
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.axis.arrivals import HeldBack
from tinhso.documents.axis.client import moment
from tinhso.documents.axis.named import document_called, own_name
from tinhso.documents.axis.reading import came_files, letter_of
from tinhso.documents.incoming.actions.apply_replacement import apply_replacement
from tinhso.documents.incoming.actions.apply_update import SentUpdate, apply_update, is_overtaken
from tinhso.documents.incoming.actions.receive_document import receive_document
from tinhso.documents.models import ArrivingDocument, AxisArrival
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.edxml.messages import Business, DocumentMessage, Reference

LEFT_OUT = "1"  # ReceiverType


def update_by(row: AxisArrival, message: DocumentMessage, now: datetime) -> ArrivingDocument:
    """The document that came before is as the message says, or the message is held with the reason."""
    changes = message.changes
    if changes and any(
        organ == row.agency.ident_code and kind == LEFT_OUT for organ, kind in changes.receiver_types
    ):
        raise HeldBack(_("Nơi gửi đưa cơ quan ra khỏi danh sách nơi nhận: văn thư xem và xử lý."))
    document = updated_of(row, message)
    if document is None:
        raise HeldBack(_("Chưa có văn bản nào của nơi gửi này mang mã mà bản cập nhật nêu."), waits=True)
    letter, sent_at = letter_of(message), _sent_at(message, now)
    update = SentUpdate(letter=letter, origin_id=row.origin_id, reason=message.reason, sent_at=sent_at)
    if not is_overtaken(document, sent_at) and message.attachments:
        digests = [hashlib.sha256(one.content).hexdigest() for one in message.attachments]
        here = list(document.files.filter(superseded=None).select_related("file"))
        known = {one.file.sha256 for one in here}
        fresh = [one for one, digest in zip(message.attachments, digests, strict=True) if digest not in known]
        update = SentUpdate(
            letter=letter,
            origin_id=row.origin_id,
            reason=message.reason,
            sent_at=sent_at,
            files=came_files(fresh, letter, now),
            former=[one for one in here if one.file.sha256 not in digests],
        )
    else:
        came_files([], letter, now)  # what was typed is looked at for marks of secrecy all the same
    apply_update(document=document, update=update, now=now)
    return document


def replace_by(row: AxisArrival, message: DocumentMessage, now: datetime) -> ArrivingDocument:
    """The document of the message arrives and takes the place of those that it names; all of them must be here."""
    if not message.replacements:
        raise HeldBack(_("Bản tin thay thế không nêu văn bản nào bị thay thế."))
    named = [
        one.document_id
        for one in message.replacements
        if not one.organs or row.agency.ident_code in one.organs
    ]
    found = replaced_of(row, message)
    if len(found) != len(set(named)):
        raise HeldBack(_("Chưa có văn bản nào của nơi gửi này mang mã mà bản tin thay thế nêu."), waits=True)
    document = document_called(row, own_name(message)) or received(row, message, now)
    for one in found:
        apply_replacement(document=document, replaced=one, reason=message.reason, now=now)
    return document


def received(row: AxisArrival, message: DocumentMessage, now: datetime) -> ArrivingDocument:
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


def concerned(row: AxisArrival, message: DocumentMessage) -> list[ArrivingDocument]:
    """The documents here that an update or a replacement is about, for who must be told that it is not done."""
    if message.business == Business.UPDATE:
        return [one for one in [updated_of(row, message)] if one is not None]
    return replaced_of(row, message) if message.business == Business.REPLACE else []


def updated_of(row: AxisArrival, message: DocumentMessage) -> ArrivingDocument | None:
    """The document of that name; senders who give an update a name of its own say in ResponseFor what it is about."""
    names = [own_name(message), *message.answers[:1]]
    return next((one for name in names if (one := document_called(row, name))), None)


def replaced_of(row: AxisArrival, message: DocumentMessage) -> list[ArrivingDocument]:
    sender = message.sender.code
    found = {}
    for one in message.replacements:
        if not one.organs or row.agency.ident_code in one.organs:
            document = document_called(row, Reference(sender, "", one.document_id))
            if document is not None:
                found[document.pk] = document
    return list(found.values())


def _sent_at(message: DocumentMessage, now: datetime) -> datetime:
    """The sender's own hop, the last that has a time; else the time at which it came."""
    times = [one.at for one in message.traces if one.organ == message.sender.code and one.at]
    return moment(times[-1]) or now if times else now
