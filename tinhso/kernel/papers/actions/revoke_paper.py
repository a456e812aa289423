from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.papers.events import PaperRevoked
from tinhso.kernel.papers.models import Paper, Signature
from tinhso.kernel.papers.permissions import can_issue, can_sign, check


class NotIssued(Exception):
    """Only an issued paper can be revoked."""


@transaction.atomic
def revoke_paper(*, paper: Paper, by: Actor, now: datetime) -> Paper:
    """Thu hồi: the verification page says from now on that the paper is worth nothing; its file stays.

    Who signs or issues this kind may revoke it, and the system where its document was recalled before. Raises: PaperForbidden, NotIssued.
    """
    paper = Paper.objects.select_for_update().get(pk=paper.pk)
    check(by.system or can_sign(paper, Signature.Role.PERSON, by) or can_issue(paper, by))
    if paper.state != Paper.State.ISSUED:
        raise NotIssued(paper.state)
    paper.state, paper.revoked_at = Paper.State.REVOKED, now
    paper.save(update_fields=["state", "revoked_at"])
    record(PaperRevoked(paper_id=paper.pk, case_id=paper.case_id), by=by, at=now)
    return paper
