from datetime import datetime

from django.db import transaction

from tinhso.casework.public import finish_case, settle_case
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.events import DocumentIssued
from tinhso.documents.outgoing.permissions import check_step
from tinhso.documents.outgoing.way import ISSUE
from tinhso.documents.signing.actions.prepare_seal import NotSigned
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.public import Paper, SigningClosed, is_given, issue_paper, put_signature

OUTCOME = "issued"


def complete_seal(
    *, document: OutgoingDocument, ver: int, token: str, cms: bytes, by: Actor, now: datetime
) -> Paper:
    """Đóng dấu, phát hành: the agency's signature goes into the document, which is issued; its clock stops.

    Two transactions: a seal that was given stays and is found again (then `token` is "").
    Raises: Stale, NotYourTurn, NotSigned, SigningClosed, PaperForbidden, SignatureWrong.
    """
    paper = Paper.objects.filter(pk=document.paper_id or 0).first()
    if paper is None or paper.state == Paper.State.DRAFT:
        raise NotSigned(document.pk)
    if document.case.step != ISSUE and is_given(paper, token, by):
        return paper
    check_step(document, ISSUE, ver, by)
    if paper.number is None:
        raise SigningClosed
    if paper.state == Paper.State.SIGNED:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        return _issue(document, paper, ver, by=by, now=now)


def _issue(document: OutgoingDocument, paper: Paper, ver: int, *, by: Actor, now: datetime) -> Paper:
    if paper.state == Paper.State.SEALED:
        paper = issue_paper(paper=paper, by=by, now=now)
    document.refresh_from_db(fields=["number"])
    document.issued_at = now
    document.save(update_fields=["issued_at"])
    case = document.case
    settle_case(case=case, ver=ver, outcome=OUTCOME, by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    event = DocumentIssued(
        case_id=document.pk,
        paper_id=paper.pk,
        number_id=document.number_id or 0,
        recipients=document.recipients.count(),
    )
    record(event, by=by, at=now)
    return paper
