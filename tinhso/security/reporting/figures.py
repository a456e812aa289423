"""The figures of a report: of one agency or of the province, in a period and in the one before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from tinhso.security.models import OPEN_STATES, FindingChange, SecurityFinding
from tinhso.security.reporting.lines import BY_CODE, Line
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
        lines_of(period, agency_id, today, BY_CODE),
        open_at(span.until, agency_id),
        open_at(former.until, agency_id),
    )


def lines_of(period: Period, agency_id: int | None, today: date, codes: Iterable[str]) -> dict[str, Pair]:
    """These lines alone. A query each."""
    span, former = period.span(today), period.former.span(today)
    return {code: _pair(BY_CODE[code], span, former, agency_id) for code in codes}


def _pair(line: Line, span: Span, former: Span, agency_id: int | None) -> Pair:
    now, before = line.within(span), line.within(former)
    rows = line.rows().filter(now | before)
    if agency_id is not None:
        rows = rows.filter(**{line.agency: agency_id})
    found = rows.order_by().aggregate(now=Count("pk", filter=now), former=Count("pk", filter=before))
    return Pair(found["now"], found["former"])


def open_at(moment: datetime, agency_id: int | None) -> OpenFindings:
    """Two queries."""
    found = _open_by("severity", moment, agency_id)
    return OpenFindings(
        {key: n for key, (n, _late) in found.items()}, sum(late for _n, late in found.values())
    )


def _open_by(column: str, moment: datetime, agency_id: int | None) -> dict[int, tuple[int, int]]:
    """How many findings of registered machines were open at that moment and how many of them late, by a column of theirs.

    What nothing befell since is as it is now. Of the others counts what was written last of what had befallen them by then: a
    mending befalls when a scan saw it and is written later, maybe after an opening that befell after it. Two queries.
    """
    rows = SecurityFinding.objects.filter(machine__isnull=False)
    if agency_id is not None:
        rows = rows.filter(agency=agency_id)
    since = FindingChange.objects.filter(effective_at__gte=moment)
    late = Count("pk", filter=Q(due_at__lt=moment))
    still = rows.filter(~Exists(since.filter(finding=OuterRef("pk"))), state__in=OPEN_STATES)
    until = FindingChange.objects.filter(
        effective_at__lt=moment, finding__in=rows.filter(pk__in=since.values("finding"))
    )
    last = until.order_by("finding", "-at", "-pk").distinct("finding")
    moved = FindingChange.objects.filter(pk__in=last.values("pk"), state__in=OPEN_STATES)
    found: dict[int, tuple[int, int]] = {}
    for totals, key in ((still, column), (moved, f"finding__{column}")):
        for value, n, over in totals.order_by().values_list(key).annotate(n=Count("pk"), late=late):
            before = found.get(value, (0, 0))
            found[value] = before[0] + n, before[1] + over
    return found


BY_AGENCY = (
    "found", "mended", "mended_in_time", "machines", "scanned", "monitored", "systems", "approved_systems",
    "support_resolved", "advisories_due", "advisories_in_time",
)  # fmt: skip


def by_agency(period: Period, today: date) -> dict[int, dict[str, int]]:
    """The figures of the period of each agency that has some, whether or not it is there today, and "open", "late" at its end. A
    query a line."""
    span = period.span(today)
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for code in BY_AGENCY:
        line = BY_CODE[code]
        rows = line.rows().filter(line.within(span), **{f"{line.agency}__isnull": False})
        for pk, n in rows.order_by().values_list(line.agency).annotate(n=Count("pk")):
            counts[pk][code] = n
    for pk, (n, over) in _open_by("agency", span.until, None).items():
        counts[pk] |= {"open": n, "late": over}
    return dict(counts)
