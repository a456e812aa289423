"""A state of handling as the axis carries it to the sender of the document."""

from tinhso.documents.axis.message import organ_of, staff_of
from tinhso.documents.models import ArrivingDocument, AxisReply
from tinhso.lib.dates import local
from tinhso.lib.edxml.messages import Reference, Status, StatusMessage
from tinhso.lib.edxml.writer import write_status


def reply_content(reply: AxisReply) -> bytes:
    """Raises: EdxmlRefused where the axis would not take it."""
    status, document = reply.status, reply.document
    message = StatusMessage(
        sender=organ_of(document.agency),
        about=reference_to(document),
        status=Status(status.code),
        at=local(status.at).replace(tzinfo=None),
        description=status.note or Status(status.code).words,
        staff=staff_of(status, document.agency),
    )
    return write_status(message)


def reference_to(document: ArrivingDocument) -> Reference:
    """The document by the names that its sender gave it."""
    if document.destroyed_at is not None:  # its names are gone, those of the recall are not
        back = document.take_backs.all()[0]
        return Reference(back.issuer_ident, back.full_number[:60], back.document_ident[:100], back.dated)
    return Reference(
        document.issuer_ident, document.full_number[:60], document.document_ident[:100], document.dated
    )
