"""Which tasks a list shows: those of one side, in one state, of a week."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import FINAL, Case, State
from tinhso.documents.assignments.way import APPROVE
from tinhso.documents.models import Assignment, AssignmentSupport, ExtensionRequest
from tinhso.kernel.events.public import Actor
from tinhso.lib.dates import HANOI

SIDES = [
    ("", _("Mọi nhiệm vụ")),
    ("chu-tri", _("Được giao")),
    ("phoi-hop", _("Phối hợp")),
    ("da-giao", _("Đã giao")),
]
STATES = [
    ("", _("Mọi tình trạng")),
    ("dang-mo", _("Đang thực hiện")),
    ("qua-han", _("Đang quá hạn")),
    ("cho-duyet", _("Chờ duyệt kết quả")),
    ("xin-gia-han", _("Xin gia hạn")),
    ("xong", _("Đã hoàn thành")),
]
IN_TIME = (Case.Timeliness.EARLY, Case.Timeliness.ON_TIME)
OPEN = ~Q(case__state__in=FINAL)


def of_side(rows: "QuerySet[Assignment]", side: str, by: Actor) -> "QuerySet[Assignment]":
    if side == "chu-tri":
        return rows.filter(case__agency=by.agency_id)
    if side == "da-giao":
        return rows.filter(giver=by.agency_id)
    if side == "phoi-hop":
        return rows.filter(pk__in=AssignmentSupport.objects.filter(agency=by.agency_id).values("assignment"))
    return rows


def in_state(rows: "QuerySet[Assignment]", state: str, now: datetime) -> "QuerySet[Assignment]":
    if state == "dang-mo":
        return rows.filter(OPEN)
    if state == "qua-han":
        return rows.filter(OPEN, case__due_at__lt=now)
    if state == "cho-duyet":
        return rows.filter(OPEN, case__step=APPROVE)
    if state == "xin-gia-han":
        waiting = ExtensionRequest.objects.filter(
            assignment=OuterRef("pk"), state=ExtensionRequest.State.WAITING
        )
        return rows.filter(Exists(waiting))
    if state == "xong":
        return rows.filter(case__state=State.DONE)
    return rows


def open_first(rows: "QuerySet[Assignment]") -> "QuerySet[Assignment]":
    """Open ones by the day on which they are due, then what is over, the newest first."""
    return rows.order_by(F("case__finished_at").desc(nulls_first=True), "case__due_at", "pk")


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), HANOI)


def of_week(rows: "QuerySet[Assignment]", monday: date, now: datetime) -> "QuerySet[Assignment]":
    """Given, due or done in that week; and what was overdue when it began and is still open."""
    first, end = _begins(monday), _begins(monday + timedelta(days=7))
    within = Q(given_at__gte=first, given_at__lt=end) | Q(
        case__settled_at__gte=first, case__settled_at__lt=end
    )
    due = Q(case__due_at__gte=first, case__due_at__lt=end)
    late = OPEN & Q(case__due_at__lt=min(first, now))
    return rows.filter(within | due | late).order_by("case__due_at", "pk")


@dataclass(frozen=True)
class AgencyLine:
    """What one agency was given in a year, and what became of it."""

    name: str
    total: int
    in_time: int
    late: int
    running: int
    overdue: int
    waiting: int

    @property
    def rate(self) -> str:
        """Of those that are done the part that was in time, with both numbers."""
        done = self.in_time + self.late
        if not done:
            return "–"
        share = f"{self.in_time * 100 / done:.1f}".replace(".", ",")
        return f"{share}% ({self.in_time}/{done})"


def agency_lines(rows: "QuerySet[Any]", now: datetime) -> list[AgencyLine]:
    """By the agency that carries it out, but for what was stopped. One query."""
    done = Q(case__state=State.DONE)
    groups = (
        rows.exclude(case__state=State.WITHDRAWN)
        .values("case__agency__name")
        .annotate(
            total=Count("pk"),
            in_time=Count("pk", filter=done & Q(case__timeliness__in=IN_TIME)),
            late=Count("pk", filter=done & Q(case__timeliness=Case.Timeliness.LATE)),
            running=Count("pk", filter=OPEN),
            overdue=Count("pk", filter=OPEN & Q(case__due_at__lt=now)),
            waiting=Count("pk", filter=OPEN & Q(case__step=APPROVE)),
        )
    )
    return [
        AgencyLine(one.pop("case__agency__name"), **one) for one in groups.order_by("case__agency__sort_key")
    ]
