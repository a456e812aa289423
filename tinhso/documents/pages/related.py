"""Documents that the drafters of others named as related: shown from both sides, as links for whoever may read both."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.models import ArrivingDocument, OutgoingDocument, RelatedDocument
from tinhso.kernel.events.public import Actor

MOST = 200


@dataclass(frozen=True)
class RelatedRow:
    """The other side: how it is related, seen from here, and where it is. `pk` where it was named here, to take it off."""

    words: str
    code: str
    number: str
    subject: str
    url: str
    pk: int | None


def related_rows(document: OutgoingDocument | ArrivingDocument, by: Actor, on: date) -> list[RelatedRow]:
    """One query."""
    if isinstance(document, ArrivingDocument):
        mine = Q(arriving=document)
    else:
        mine = Q(document=document) | Q(outgoing=document)
    rows = RelatedDocument.objects.seen_by(by, on=on).filter(mine)[:MOST]
    return [_row(one, from_it=one.document_id == document.pk) for one in rows]


def _row(relation: RelatedDocument, *, from_it: bool) -> RelatedRow:
    other: OutgoingDocument | ArrivingDocument = relation.document
    if from_it:
        other = relation.outgoing or relation.arriving or relation.document
    answers = relation.kind == RelatedDocument.Kind.ANSWERS
    words = (_("Trả lời văn bản") if from_it else _("Được trả lời bằng")) if answers else _("Liên quan")
    if isinstance(other, ArrivingDocument):
        number, url = other.full_number, reverse("arriving_document", args=[other.case.code])
    else:
        number = other.number.full_number if other.number else ""
        url = reverse("outgoing_document", args=[other.case.code])
    return RelatedRow(words, other.case.code, number, other.subject, url, relation.pk if from_it else None)
