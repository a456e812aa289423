"""Which findings a list shows, and how they stand at agencies."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.http import HttpRequest

from tinhso.security.findings.forms import FilterForm
from tinhso.security.models import OPEN_STATES, SecurityFinding
from tinhso.security.models.security_finding import SecurityFindingQuerySet

State = SecurityFinding.State
STATES = {
    "xong": State.MENDED,
    "bao-nham": State.FALSE_POSITIVE,
    "chap-nhan": State.ACCEPTED,
    "cho-quet": State.REPORTED,
}


def chosen(
    request: HttpRequest, rows: SecurityFindingQuerySet, now: datetime
) -> tuple[SecurityFindingQuerySet, FilterForm]:
    """By the words of the address, the most urgent first; open ones where it says nothing."""
    form = FilterForm(request.GET)
    form.is_valid()
    words = getattr(form, "cleaned_data", {})
    state = words.get("tinh_trang") or "mo"
    if state == "mo":
        rows = rows.filter(state__in=OPEN_STATES)
    elif state == "qua-han":
        rows = rows.late(now)
    elif state in STATES:
        rows = rows.filter(state=STATES[state])
    if kind := words.get("loai"):
        rows = rows.filter(kind=kind)
    if severity := words.get("muc"):
        rows = rows.filter(severity=severity)
    return rows.order_by("-priority", "code"), form


def shows_open(form: FilterForm) -> bool:
    """Whether the list holds open findings alone, over which one decides."""
    return (form.cleaned_data.get("tinh_trang") or "mo") in ("mo", "cho-quet")


@dataclass(frozen=True)
class AgencyDigest:
    name: str
    critical: int
    high: int
    open: int
    late: int
    waiting: int
    oldest: datetime | None


def digest(rows: SecurityFindingQuerySet, now: datetime) -> list[AgencyDigest]:
    """One line an agency instead of a message a finding; of what the officer may see. One query."""
    found = (
        rows.filter(state__in=OPEN_STATES, agency__isnull=False)
        .values("agency__name")
        .annotate(
            critical=Count("pk", filter=Q(severity=4)),
            high=Count("pk", filter=Q(severity=3)),
            every=Count("pk"),
            late=Count("pk", filter=Q(due_at__lt=now)),
            waiting=Count("pk", filter=Q(state=State.REPORTED)),
            oldest=Min("opened_at"),
        )
        .order_by("-late", "-critical", "agency__name")
    )
    return [AgencyDigest(*row) for row in found.values_list(
        "agency__name", "critical", "high", "every", "late", "waiting", "oldest"
    )]  # fmt: skip
