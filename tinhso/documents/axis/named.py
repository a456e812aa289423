"""Arriving documents by the names that their senders gave them."""

from django.db.models import Q

from tinhso.documents.models import ArrivingDocument, AxisArrival
from tinhso.lib.edxml.messages import DocumentMessage, Reference


def own_name(message: DocumentMessage) -> Reference:
    return Reference(
        message.sender.code, f"{message.number}/{message.notation}", message.document_id, message.issued_on
    )


def document_called(row: AxisArrival, about: Reference) -> ArrivingDocument | None:
    """Of this agency, from the sender of the message; of one that was destroyed only its recall knows the name."""
    came = ArrivingDocument.objects.filter(agency=row.agency, channel=ArrivingDocument.Channel.EDXML)
    if about.document_id:
        named = Q(issuer_ident=row.sender_code, document_ident=about.document_id)
        destroyed = Q(take_backs__issuer_ident=row.sender_code, take_backs__document_ident=about.document_id)
    else:
        number, _slash, notation = about.code.partition("/")
        named = Q(issuer_ident=row.sender_code, number=number, notation=notation, dated=about.issued_on)
        destroyed = Q(
            take_backs__issuer_ident=row.sender_code,
            take_backs__full_number=about.code,
            take_backs__dated=about.issued_on,
        )
    return came.filter(named | destroyed).order_by("-pk").first()
