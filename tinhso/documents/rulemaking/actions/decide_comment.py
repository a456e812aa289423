from datetime import datetime

from django.db import transaction

from tinhso.documents.models import PublicComment
from tinhso.documents.rulemaking.events import PublicCommentDecided
from tinhso.documents.rulemaking.permissions import check_can_moderate_comments
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def decide_comment(*, comment: PublicComment, shown: bool, by: Actor, now: datetime) -> None:
    """A moderator lets a comment through, or hides it; it is answered either way.

    Raises: DocumentsForbidden.
    """
    check_can_moderate_comments(comment.consultation, by)
    comment.state = PublicComment.State.SHOWN if shown else PublicComment.State.HIDDEN
    comment.decided_by_id, comment.decided_at = by.user_id, now
    comment.save(update_fields=["state", "decided_by", "decided_at"])
    event = PublicCommentDecided(case_id=comment.consultation_id, comment_id=comment.pk, shown=shown)
    record(event, by=by, at=now)
