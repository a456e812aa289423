from collections.abc import Callable
from datetime import datetime

from tinhso.casework.public import NotYourTurn, advance_case, check_can_act
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, Signer, sign_with
from tinhso.onestop.models import Dossier
from tinhso.onestop.results import capacity_of, draw_up, paper_of

SignerFor = Callable[[str], Signer]
"""From the name of a key's holder to the port that asks them."""


def sign_decision(*, dossier: Dossier, ver: int, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Ký duyệt: the head signs the result and the dossier goes to the clerk.

    Three transactions, because the official's machine is asked between them: draw up, sign, move. A signature that
    was given stays with the paper; when the move fails it is found again and not asked for twice.
    NotYourTurn, MayNotSign, Stale, SigningRefused, SigningUnavailable, SignatureWrong.
    """
    check_can_act(dossier.case, by)
    if dossier.case.step != "sign":
        raise NotYourTurn(dossier.pk)
    capacity, _, _ = capacity_of(dossier, by, now)
    decision = dossier.decision
    paper = paper_of(decision) or draw_up(dossier, decision, by=by, now=now)
    if paper.state == Paper.State.DRAFT:
        role = Signature.Role.PERSON
        paper = sign_with(signer, paper=paper, role=role, by=by, now=now, capacity=capacity)
    advance_case(case=dossier.case, ver=ver, by=by, now=now)
    return paper
