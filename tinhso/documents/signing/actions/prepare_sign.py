from datetime import datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import authority_of
from tinhso.documents.outgoing.compulsory_steps import check_steps_done
from tinhso.documents.outgoing.drawing import draw_up, drawn_for
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import SIGN
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, prepare_signature


@transaction.atomic
def prepare_sign(*, document: OutgoingDocument, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
    """Draw the document up if it is not yet, and make it ready for the signer's signature; None if that was given before.

    Raises: Stale, NotYourTurn, MayNotSign, StepsMissing, PaperForbidden, LetterRefused.
    """
    check_step(document, SIGN, ver, by)
    authority = authority_of(document.case.agency, by, now.date())
    held = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    check_steps_done(held, now.date())
    paper = drawn_for(held, authority) or draw_up(held, authority, by=by, now=now)
    document.paper = paper
    if paper.state != Paper.State.DRAFT:
        return None
    capacity = authority.block["capacity"]
    return prepare_signature(paper=paper, role=Signature.Role.PERSON, by=by, now=now, capacity=capacity)
