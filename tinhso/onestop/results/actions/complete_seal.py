from datetime import datetime

from django.db import transaction

from tinhso.casework.public import settle_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, is_given, issue_paper, put_signature
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.actions.prepare_seal import NotSigned
from tinhso.onestop.results.results import paper_of
from tinhso.onestop.results.signatures import check_step
from tinhso.onestop.store.actions.keep_result import keep_result


def complete_seal(*, dossier: Dossier, ver: int, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """Đóng dấu, phát hành: the agency's signature goes into the result; with its issue the clock stops
    and it stands in its owner's store.

    Two transactions: a seal that was given stays and is found again (then `token` is "").
    Raises: Stale, NotYourTurn, NotSigned, SigningClosed, PaperForbidden, SignatureWrong.
    """
    decision = Decision.objects.get(dossier=dossier)
    paper = paper_of(decision)
    if paper is None or paper.state == Paper.State.DRAFT:
        raise NotSigned(dossier.pk)
    if dossier.case.step != "issue" and is_given(paper, token, by):
        return paper
    check_step(dossier, "issue", ver, by)
    if paper.state == Paper.State.SIGNED:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        if paper.state == Paper.State.SEALED:
            paper = issue_paper(paper=paper, by=by, now=now)
        keep_result(dossier=dossier, decision=decision, paper=paper, by=by, now=now)
        settle_case(case=dossier.case, ver=ver, outcome="granted", by=by, now=now)
    return paper
