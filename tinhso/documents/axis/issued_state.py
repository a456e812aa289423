"""What an issued document says of itself after so many updates: a message that is sent again says what it said before."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tinhso.documents.models import AttachedFile, DocumentUpdate, OutgoingDocument


@dataclass(frozen=True)
class IssuedState:
    subject: str
    urgency: str
    answer_by: date | None


def state_at(document: OutgoingDocument, version: int) -> IssuedState:
    """One query. `version` is the number of the last update that counts, 0 for the document as it was issued."""
    following = (
        DocumentUpdate.objects.filter(document=document, number__gt=version).order_by("number").first()
    )
    if following is None:
        return IssuedState(document.subject, document.urgency, document.answer_by)
    return IssuedState(following.former_subject, following.former_urgency, following.former_answer_by)


def files_at(document: OutgoingDocument, version: int) -> list[AttachedFile]:
    """The files that went along then, in their order. One query."""
    came = Q(update=None) | Q(update__number__lte=version)
    stayed = Q(removed_at=None) | Q(removed_update__number__gt=version)
    rows = AttachedFile.objects.filter(came & stayed, document=document).select_related("file")
    return list(rows.order_by("at", "pk"))


def version_of(document: OutgoingDocument) -> int:
    """How many updates the document has had. One query."""
    return DocumentUpdate.objects.filter(document=document).count()
