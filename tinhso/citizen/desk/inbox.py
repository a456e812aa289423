"""The boxes of the triage desk: each is a bounded list with an index behind it."""

from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import State
from tinhso.citizen.desk.moderated import COMMENTS, RATINGS
from tinhso.citizen.models import Report
from tinhso.kernel.events.public import Actor
from tinhso.kernel.moderation.public import MOST_COUNTED

INBOXES = {
    "new": _("Chờ phân loại"),
    "back": _("Đơn vị trả lại"),
    "answers": _("Chờ duyệt trả lời"),
    "unpublished": _("Chờ duyệt đăng"),
    "comments": _("Bình luận chờ duyệt"),
    "ratings": _("Góp ý chờ duyệt"),
    "late": _("Quá hạn"),
    "hidden": _("Đã ẩn, đến kỳ xem lại"),
    "low": _("Chấm 1 sao"),
}


def inbox_of(
    box: str, *, by: Actor, now: datetime, review_before: datetime, channel: str = ""
) -> "QuerySet[Any]":
    """The rows of one box, the most urgent first; one query, whoever shows them takes a slice."""
    if box == "comments":
        return COMMENTS.waiting(by)
    ratings = RATINGS.waiting(by)
    desk = Report.objects.filter(case__desk=by.agency_id).select_related(
        "case__agency", "category", "commune"
    )
    if channel:
        desk, ratings = desk.filter(channel=channel), ratings.filter(channel=channel)
    running = desk.filter(case__state=State.IN_PROGRESS)
    boxes = {
        "new": desk.filter(case__state=State.SUBMITTED, case__clocks__name="reply")
        .annotate(reply_due=F("case__clocks__due_at"))
        .order_by("reply_due", "sent_at"),
        "back": running.filter(case__step="route").order_by("case__due_at"),
        "answers": running.filter(case__step="publish").order_by("answered_at"),
        "unpublished": desk.filter(visibility=Report.Visibility.PENDING)
        .exclude(case__state__in=[State.SUBMITTED, State.REFUSED, State.WITHDRAWN])
        .order_by("sent_at"),
        "ratings": ratings,
        "late": running.filter(case__due_at__lt=now, answered_at=None).order_by("case__due_at"),
        "hidden": desk.filter(visibility=Report.Visibility.HIDDEN, reviewed_at__lt=review_before).order_by(
            "reviewed_at"
        ),
        "low": desk.filter(case__rating=1).order_by("-sent_at"),
    }
    return boxes[box]


def counts_of(by: Actor, *, now: datetime, review_before: datetime) -> dict[str, int]:
    """How many lie in each box, counted up to MOST_COUNTED; one query a box."""
    return {
        box: inbox_of(box, by=by, now=now, review_before=review_before)[:MOST_COUNTED].count()
        for box in INBOXES
    }
