from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, NotYourTurn, check_can_act, settle_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, Signature, Signer, issue_paper, number_paper, sign_with
from tinhso.onestop.models import Dossier
from tinhso.onestop.results import paper_of


class NotSigned(Conflict):
    """There is no signed result yet."""


def issue_result(*, dossier: Dossier, ver: int, signer: Signer, by: Actor, now: datetime) -> Paper:
    """Vào số, đóng dấu, phát hành: the clerk numbers and seals the result; with its issue the clock stops.

    NotYourTurn, NotSigned, Stale, SigningRefused, SigningUnavailable, SignatureWrong. The number once given stays.
    """
    check_can_act(dossier.case, by)
    if dossier.case.step != "issue":
        raise NotYourTurn(dossier.pk)
    paper = paper_of(dossier.decision)
    if paper is None or paper.state == Paper.State.DRAFT:
        raise NotSigned(dossier.pk)
    if paper.number is None:
        paper = number_paper(paper=paper, by=by, now=now)
    if paper.state == Paper.State.SIGNED:
        paper = sign_with(signer, paper=paper, role=Signature.Role.AGENCY, by=by, now=now)
    with transaction.atomic():
        if paper.state == Paper.State.SEALED:
            paper = issue_paper(paper=paper, by=by, now=now)
        settle_case(case=dossier.case, ver=ver, outcome="granted", by=by, now=now)
    return paper
