from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, SigningRequest, prepare_signature
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results import capacity_of, draw_up, paper_of
from tinhso.onestop.signatures import check_step


@transaction.atomic
def prepare_decision(*, dossier: Dossier, ver: int, by: Actor, now: datetime) -> SigningRequest | None:
    """Draw the result up if it is not yet, and make it ready for the head's signature; None if that was given before.

    Stale, NotYourTurn, MayNotSign, PaperForbidden.
    """
    check_step(dossier, "sign", ver, by)
    capacity, _, _ = capacity_of(dossier, by, now)
    decision = Decision.objects.select_for_update().get(dossier=dossier)
    paper = paper_of(decision) or draw_up(dossier, decision, by=by, now=now)
    if paper.state != Paper.State.DRAFT:
        return None
    return prepare_signature(paper=paper, role=Signature.Role.PERSON, by=by, now=now, capacity=capacity)
