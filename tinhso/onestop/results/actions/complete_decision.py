from datetime import datetime

from tinhso.casework.public import advance_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, SigningClosed, is_given, put_signature
from tinhso.onestop.models import Decision, Dossier
from tinhso.onestop.results.results import paper_of
from tinhso.onestop.results.signatures import check_step


def complete_decision(
    *, dossier: Dossier, ver: int, token: str, cms: bytes, by: Actor, now: datetime
) -> Paper:
    """Ký duyệt: the head's signature goes into the result, then the dossier to the clerk.

    Two transactions: a signature that was given stays with the paper; when the move fails it is found again
    and not asked for twice (then `token` is ""). The same answer sent twice is done once. Raises: Stale,
    NotYourTurn, SigningClosed, PaperForbidden, SignatureWrong.
    """
    paper = paper_of(Decision.objects.get(dossier=dossier))
    if paper is None:
        raise SigningClosed
    if dossier.case.step != "sign" and is_given(paper, token, by):
        return paper
    check_step(dossier, "sign", ver, by)
    if paper.state == Paper.State.DRAFT:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    advance_case(case=dossier.case, ver=ver, by=by, now=now)
    return paper
