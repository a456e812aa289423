"""What people write beside reports and the triage desk reads first; declared in `slots.py`."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.desk.actions.decide_comment import decide_comment
from tinhso.citizen.desk.actions.decide_rating import decide_rating
from tinhso.citizen.models import Report, ReportComment
from tinhso.citizen.reports.permissions import is_triage
from tinhso.kernel.events.public import Actor
from tinhso.kernel.moderation.public import ModeratedKind
from tinhso.kernel.people.roles import DeskOfficer


def waiting_comments(by: Actor) -> "QuerySet[ReportComment]":
    waiting = ReportComment.objects.filter(state=ReportComment.State.PENDING)
    at_desk = waiting.filter(report__case__desk=by.agency_id) if by.holds(DeskOfficer) else waiting.none()
    return at_desk.select_related("report__case", "author").order_by("written_at")


def waiting_ratings(by: Actor) -> "QuerySet[Report]":
    waiting = Report.objects.filter(rating_state=Report.RatingState.PENDING)
    at_desk = waiting.filter(case__desk=by.agency_id) if by.holds(DeskOfficer) else waiting.none()
    return at_desk.select_related("case__agency", "category", "commune").order_by("sent_at")


def find_comment(key: int) -> ReportComment | None:
    found = ReportComment.objects.select_related("report__case").select_for_update(of=("self",))
    return found.filter(pk=key).first()


def find_rated(key: int) -> Report | None:
    return Report.objects.select_related("case").select_for_update(of=("self",)).filter(pk=key).first()


def decide_on_comment(row: Any, *, seen: str, shown: bool, by: Actor, now: datetime) -> None:
    decide_comment(comment=row, shown=shown, by=by, now=now)


def decide_on_rating(row: Any, *, seen: str, shown: bool, by: Actor, now: datetime) -> None:
    decide_rating(report=row, seen=seen, shown=shown, by=by, now=now)


COMMENTS = ModeratedKind(
    "citizen.comment",
    _("Bình luận dưới phản ánh"),
    waiting=waiting_comments,
    find=find_comment,
    may_decide=lambda row, by: is_triage(row.report.case, by),
    decide=decide_on_comment,
)
RATINGS = ModeratedKind(
    "citizen.rating",
    _("Góp ý kèm sao"),
    waiting=waiting_ratings,
    find=find_rated,
    may_decide=lambda row, by: is_triage(row.case, by),
    decide=decide_on_rating,
)
