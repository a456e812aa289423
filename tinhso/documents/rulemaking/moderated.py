"""What people write about drafts and a moderator reads first; declared in `slots.py`."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.documents.models import PublicComment
from tinhso.documents.rulemaking.actions.decide_comment import decide_comment
from tinhso.documents.rulemaking.permissions import can_moderate_comments
from tinhso.kernel.events.public import Actor
from tinhso.kernel.moderation.public import ModeratedKind
from tinhso.kernel.people.roles import Clerk, Head


def waiting_comments(by: Actor) -> "QuerySet[PublicComment]":
    """Those of the agency's drafts, but not of the officer's own. One query when it is read."""
    rows = PublicComment.objects.filter(state=PublicComment.State.PENDING)
    if not by.is_officer or not (by.holds(Clerk) or by.holds(Head)):
        return rows.none()
    mine = rows.filter(consultation__case__agency=by.agency_id)
    mine = mine.exclude(consultation__document__drafted_by=by.user_id)
    return mine.select_related("consultation__case", "consultation__version").order_by("written_at", "pk")


def find_comment(key: int) -> PublicComment | None:
    rows = PublicComment.objects.select_related("consultation__case", "consultation__document")
    return rows.select_for_update(of=("self",)).filter(pk=key).first()


def decide_on_comment(row: Any, *, seen: str, shown: bool, by: Actor, now: datetime) -> None:
    decide_comment(comment=row, shown=shown, by=by, now=now)


PUBLIC_COMMENTS = ModeratedKind(
    "documents.public_comment",
    _("Góp ý dự thảo văn bản"),
    waiting=waiting_comments,
    find=find_comment,
    may_decide=lambda row, by: can_moderate_comments(row.consultation, by),
    decide=decide_on_comment,
    order=60,
)
