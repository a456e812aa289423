from datetime import date, datetime

from django.db import transaction

from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.authority import MayNotSign, authority_of, decider_of, expected_authority
from tinhso.documents.outgoing.co_signing import party_decider
from tinhso.documents.outgoing.compulsory_steps import check_steps_done
from tinhso.documents.outgoing.drawing import draw_up, drawn_for
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import COSIGN, MINUTES, SIGN
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, prepare_signature
from tinhso.kernel.people.public import SigningForm, User


@transaction.atomic
def prepare_sign(*, document: OutgoingDocument, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
    """Draw the document up if it is not yet, and make it ready for the signer's signature; None if that was given before.

    Of two signers the first one signs along. Raises: Stale, NotYourTurn, MayNotSign, StepsMissing, CosignedForAnother,
    PaperForbidden, LetterRefused.
    """
    if document.case.step == COSIGN:
        return _prepare_along(document, ver, by=by, now=now)
    check_step(document, SIGN, ver, by)
    held = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    day = now.date()
    authority = authority_of(held.case.agency, by, day, decider_of(held, day))
    check_steps_done(held, day)
    paper = drawn_for(held, authority) or draw_up(held, authority, by=_drawer(held, by), now=now)
    document.paper = paper
    if paper.state != Paper.State.DRAFT:
        return None
    capacity = authority.capacity
    return prepare_signature(paper=paper, role=Signature.Role.PERSON, by=by, now=now, capacity=capacity)


def _prepare_along(
    document: OutgoingDocument, ver: int, *, by: Actor, now: datetime
) -> SigningRequest | None:
    """The paper prints both, so who signs last is the one that the drafter named, or whoever signs first for the agency; beside
    them stands who signs along now, also in the place of somebody absent."""
    check_step(document, COSIGN, ver, by)
    day = now.date()
    capacity = "" if document.type_code == MINUTES else _party(document, by, day).capacity
    held = OutgoingDocument.objects.select_for_update(of=("self",)).whole().get(pk=document.pk)
    if held.paper is not None and held.paper.signatures.filter(role=Signature.Role.COSIGNER).exists():
        document.paper = held.paper
        return None
    last = expected_authority(held, day)
    if last is None:
        raise MayNotSign
    stands_in = held.cosigner_id != by.user_id
    if stands_in:
        _name_in_place(held, by)
    paper = (None if stands_in else drawn_for(held, last)) or draw_up(
        held, last, by=_drawer(held, by), now=now
    )
    document.paper, document.cosigner = paper, held.cosigner
    return prepare_signature(paper=paper, role=Signature.Role.COSIGNER, by=by, now=now, capacity=capacity)


def _drawer(document: OutgoingDocument, by: Actor) -> Actor:
    """Of an official of another agency the paper is drawn up by the program: it is not theirs."""
    return by if by.agency_id == document.case.agency_id else SYSTEM


def _name_in_place(document: OutgoingDocument, by: Actor) -> None:
    """Who acts for an absent second party is printed and signs by their own right. The secretary of a meeting is one person, and
    the two who sign are never the same. Raises: MayNotSign."""
    if document.type_code == MINUTES or by.user_id == document.signer_id:
        raise MayNotSign
    document.cosigner = User.objects.get(pk=by.user_id or 0)
    document.save(update_fields=["cosigner"])


def _party(document: OutgoingDocument, by: Actor, day: date) -> SigningForm:
    party = document.cosigner_agency or document.case.agency
    return authority_of(party, by, day, party_decider(document, party, day))
