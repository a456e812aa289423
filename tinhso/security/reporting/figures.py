"""The figures of a report: of one agency or of the province, in a period and in the one before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from tinhso.security.models import OPEN_STATES, FindingChange, SecurityFinding
from tinhso.security.reporting.lines import BY_CODE, LINES, Line
from tinhso.security.reporting.periods import Period, Span


@dataclass(frozen=True)
class Pair:
    """In the period, and in the one before."""

    now: int
    former: int


@dataclass(frozen=True)
class OpenFindings:
    """Open at the end of a period, by severity (4 is the gravest), and how many of them past their deadline."""

    by_severity: Mapping[int, int]
    late: int

    @property
    def every(self) -> int:
        return sum(self.by_severity.values())


@dataclass(frozen=True)
class Report:
    period: Period
    span: Span
    lines: Mapping[str, Pair]
    open: OpenFindings
    open_former: OpenFindings


def report_of(period: Period, agency_id: int | None, today: date) -> Report:
    """Of an agency; of the province where it is None. A query a line."""
    span, former = period.span(today), period.former.span(today)
    return Report(
        period,
        span,
        {line.code: _pair(line, span, former, agency_id) for line in LINES},
        open_at(span.until, agency_id),
        open_at(former.until, agency_id),
    )


def _pair(line: Line, span: Span, former: Span, agency_id: int | None) -> Pair:
    now, before = line.within(span), line.within(former)
    rows = line.rows().filter(now | before)
    if agency_id is not None:
        rows = rows.filter(**{line.agency: agency_id})
    found = rows.order_by().aggregate(now=Count("pk", filter=now), former=Count("pk", filter=before))
    return Pair(found["now"], found["former"])


def _last_changes(moment: datetime, agency_id: int | None) -> "QuerySet[FindingChange]":
    """The state into which each finding of a registered machine had come by that moment."""
    rows = FindingChange.objects.filter(effective_at__lt=moment, finding__machine__isnull=False)
    if agency_id is not None:
        rows = rows.filter(finding__agency=agency_id)
    last = rows.order_by("finding", "-effective_at", "-at", "-pk").distinct("finding")
    return FindingChange.objects.filter(pk__in=last.values("pk"), state__in=OPEN_STATES)


def open_at(moment: datetime, agency_id: int | None) -> OpenFindings:
    """One query."""
    rows = _last_changes(moment, agency_id).order_by().values("finding__severity")
    found = list(rows.annotate(n=Count("pk"), late=Count("pk", filter=Q(due_at__lt=moment))))
    return OpenFindings(
        {row["finding__severity"]: row["n"] for row in found}, sum(row["late"] for row in found)
    )


BY_AGENCY = (
    "found", "mended", "mended_in_time", "machines", "scanned", "monitored", "systems", "approved_systems",
    "support_resolved", "advisories_due", "advisories_in_time",
)  # fmt: skip


def by_agency(period: Period, today: date, agencies: Iterable[int]) -> dict[int, dict[str, int]]:
    """The figures of the period agency by agency, and "open", "late" of today. A query a line."""
    span, wanted = period.span(today), list(agencies)
    counts: dict[int, dict[str, int]] = {pk: {} for pk in wanted}
    for code in BY_AGENCY:
        line = BY_CODE[code]
        rows = line.rows().filter(line.within(span), **{f"{line.agency}__in": wanted})
        for pk, n in rows.order_by().values_list(line.agency).annotate(n=Count("pk")):
            counts[pk][code] = n
    rows = SecurityFinding.objects.filter(agency__in=wanted, state__in=OPEN_STATES, machine__isnull=False)
    late = Count("pk", filter=Q(due_at__lt=span.until))
    for pk, n, over in rows.order_by().values_list("agency").annotate(n=Count("pk"), late=late):
        counts[pk] |= {"open": n, "late": over}
    return counts
