from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, prepare_signature
from tinhso.onestop.dossier.proposals import proposal_of
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.results import MayNotSign, check_may_sign, draw_up, drawn_for
from tinhso.onestop.results.signatures import check_step

PROPOSED = "Người thụ lý chưa trình kết quả mà trình một đề nghị: mở hồ sơ để quyết định hoặc trả lại."


@transaction.atomic
def prepare_decision(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
    """Draw the result up if it is not yet, and make it ready for the head's signature; None if that was given before.

    A draft that was drawn up for another signer is drawn up anew: the paper prints who signs and in which
    form.

    Raises: Stale, NotYourTurn, MayNotSign, PaperForbidden.
    """
    check_step(dossier, "sign", ver, by)
    if proposal_of(dossier):
        raise MayNotSign(PROPOSED)
    authority = check_may_sign(dossier, by, now)
    decision = Decision.objects.select_for_update().get(dossier=dossier)
    paper = drawn_for(decision, authority) or draw_up(dossier, decision, authority, by=by, now=now)
    if paper.state != Paper.State.DRAFT:
        return None
    capacity = authority.form.capacity if authority.form else ""
    return prepare_signature(paper=paper, role=Signature.Role.PERSON, by=by, now=now, capacity=capacity)
