from datetime import datetime

from django.db import transaction

from tinhso.documents.layout.document_types import type_of
from tinhso.documents.models import OutgoingDocument, RegisterNumber
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import ISSUE
from tinhso.documents.registers.actions.give_number import give_number
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, number_paper, prepare_signature


class NotSigned(Exception):
    """The document bears no personal signature yet: number and seal come after it."""


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
    Raises: Stale, NotYourTurn, NotSigned, NotReserved, DocumentsForbidden, PaperForbidden.
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
    number = give_number(
        agency=document.case.agency,
        kind=type_of(document.type_code, now.date()),
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
