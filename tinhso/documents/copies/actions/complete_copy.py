from datetime import datetime

from django.db import transaction

from tinhso.documents.copies.events import DocumentCopyIssued, DocumentCopySigned
from tinhso.documents.copies.permissions import check_can_seal_copy, check_can_sign_copy
from tinhso.documents.models import DocumentCopy
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.public import Paper, SigningClosed, is_given, issue_paper, put_signature

State = DocumentCopy.State


def complete_copy_sign(*, copy: DocumentCopy, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """Ký bản sao: the leader's signature goes into it; then it waits for the clerk. The same answer twice is done once.

    Raises: DocumentsForbidden, SigningClosed, SignatureWrong.
    """
    paper = Paper.objects.filter(pk=copy.paper_id or 0).first()
    if paper is None:
        raise SigningClosed
    if copy.state != State.ORDERED and is_given(paper, token, by):
        return paper
    check_can_sign_copy(copy, by)
    if paper.state == Paper.State.DRAFT:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        _moved(copy, State.ORDERED, State.SIGNED)
        record(DocumentCopySigned(case_id=copy.case_id, copy_id=copy.pk), by=by, at=now)
    return paper


def complete_copy_seal(*, copy: DocumentCopy, token: str, cms: bytes, by: Actor, now: datetime) -> Paper:
    """Đóng dấu, phát hành bản sao: the agency's signature goes into it, and everybody may verify it.

    Raises: DocumentsForbidden, SigningClosed, SignatureWrong.
    """
    paper = Paper.objects.filter(pk=copy.paper_id or 0).first()
    if paper is None or paper.number is None:
        raise SigningClosed
    if copy.state == State.ISSUED and is_given(paper, token, by):
        return paper
    check_can_seal_copy(copy, by)
    if paper.state == Paper.State.SIGNED:
        paper = put_signature(paper, token=token, cms=cms, by=by, now=now)
    with transaction.atomic():
        if paper.state == Paper.State.SEALED:
            paper = issue_paper(paper=paper, by=by, now=now)
        _moved(copy, State.SIGNED, State.ISSUED, issued_at=now)
        record(DocumentCopyIssued(case_id=copy.case_id, copy_id=copy.pk), by=by, at=now)
    return paper


def _moved(copy: DocumentCopy, before: DocumentCopy.State, after: DocumentCopy.State, **more: object) -> None:
    """SigningClosed where somebody was faster."""
    if not DocumentCopy.objects.filter(pk=copy.pk, state=before).update(state=after, **more):
        raise SigningClosed
    copy.state = after
