from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.papers.events import PaperIssued
from tinhso.kernel.papers.models import Paper
from tinhso.kernel.papers.permissions import can_issue, check


class NotReadyToIssue(Exception):
    """Signature, number or seal are still missing, or the paper is issued already."""


@transaction.atomic
def issue_paper(*, paper: Paper, by: Actor, now: datetime) -> Paper:
    """Phát hành: from now on anybody can verify the paper. Raises: PaperForbidden, NotReadyToIssue."""
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    check(can_issue(paper, by))
    if not paper.is_ready_to_issue:
        raise NotReadyToIssue(paper.state)
    paper.state, paper.issued_at = Paper.State.ISSUED, now
    paper.save(update_fields=["state", "issued_at"])
    event = PaperIssued(paper_id=paper.pk, case_id=paper.case_id, sha256=Code(paper.file.sha256))
    record(event, by=by, at=now)
    return paper
