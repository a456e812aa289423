from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.drawing import numbered_type
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import ISSUE
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.documents.registers.notations import notation_of
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, number_paper, prepare_signature
from tinhso.kernel.site.public import EntryRefused


class NotSigned(Exception):
    """The document bears no personal signature yet: number and seal come after it."""


class OtherYear(EntryRefused):
    """The year on a normative document is that of its signature; it was not numbered in that year."""

    def __init__(self) -> None:
        super().__init__(
            "", "Văn bản quy phạm pháp luật ký năm trước: số mang năm ký. Trả lại để ký lại trong năm nay."
        )


@transaction.atomic
def prepare_seal(
    *,
    document: OutgoingDocument,
    ver: int,
    by: Actor,
    now: datetime,
    reserved: RegisterNumber | None = None,
) -> SigningRequest | None:
    """Vào số, and the document is ready for the agency's seal; None if it was sealed before.

    The number is the register's next or the one that was `reserved` for it; once given it stays.
    Raises: Stale, NotYourTurn, NotSigned, OtherYear, NotReserved, DocumentsForbidden, PaperForbidden.
    """
    check_step(document, ISSUE, ver, by)
    held = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    paper = held.paper
    if paper is None or paper.state == Paper.State.DRAFT:
        raise NotSigned(document.pk)
    if paper.state != Paper.State.SIGNED:
        return None
    if paper.number is None:
        paper = _numbered(held, paper, reserved, by=by, now=now)
    return prepare_signature(paper=paper, role=Signature.Role.AGENCY, by=by, now=now)


def _numbered(
    document: OutgoingDocument, paper: Paper, reserved: RegisterNumber | None, *, by: Actor, now: datetime
) -> Paper:
    """The register's number goes onto the paper, both in one transaction."""
    agency, kind = document.case.agency, numbered_type(document, now.date())
    if document.normative and paper.notation != notation_of(kind, agency):
        raise OtherYear
    number = give_number(
        agency=agency,
        kind=kind,
        title=document.subject,
        day=now.date(),
        unit=document.unit,
        reserved=reserved,
        by=by,
        now=now,
    )
    document.number = number
    document.save(update_fields=["number"])
    return number_paper(paper=paper, number=number.number, by=by, now=now)
