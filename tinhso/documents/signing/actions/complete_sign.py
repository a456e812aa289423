from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, begin_anew
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import SIGN, issue_limit
from tinhso.kernel.events.public import Actor
from tinhso.kernel.papers.public import Paper, SigningClosed, is_given, put_signature


def complete_sign(
    *, document: OutgoingDocument, ver: int, token: str, cms: bytes, by: Actor, now: datetime
) -> Paper:
    """Ký: the signature goes into the document, then it waits for the clerk, and the time of issuing begins.

    Two transactions: a signature that was given stays with the paper and is found again (then `token` is ""). The same
    answer sent twice is done once. Raises: Stale, NotYourTurn, SigningClosed, PaperForbidden, SignatureWrong.
    """
    paper = Paper.objects.filter(pk=document.paper_id or 0).first()
    if paper is None:
        raise SigningClosed
    if document.case.step != SIGN and is_given(paper, token, by):
        return paper
    check_step(document, SIGN, ver, by)
    if paper.state == Paper.State.DRAFT:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        document.signed_at = now
        document.save(update_fields=["signed_at"])
        advance_case(case=document.case, ver=ver, by=by, now=now)
        begin_anew(case=document.case, limit=issue_limit(document, now.date()), by=by, now=now)
    return paper
