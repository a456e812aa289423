from datetime import datetime

from django.db import transaction

from tinhso.citizen.desk.events import CommentDecided
from tinhso.citizen.models import ReportComment
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def decide_comment(*, comment: ReportComment, shown: bool, by: Actor, now: datetime) -> None:
    """The desk lets a comment through, or hides it. Raises: NotYourTurn."""
    check_is_triage(comment.report.case, by)
    comment.state = ReportComment.State.SHOWN if shown else ReportComment.State.HIDDEN
    comment.decided_at = now
    comment.save(update_fields=["state", "decided_at"])
    event = CommentDecided(case_id=comment.report.case_id, comment_id=comment.pk, shown=shown)
    record(event, by=by, at=now)
