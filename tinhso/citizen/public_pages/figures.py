"""How reports were answered: by category, agency or commune; on time, satisfied, reopened. Small groups are not shown."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from tinhso.casework.public import Case, State
from tinhso.citizen.models import Report

SMALLEST = 5  # a group with fewer reports might point at somebody
GROUPS = {
    "loai": ("category__code", "category__name"),
    "co-quan": ("case__agency__code", "case__agency__name"),
    "xa": ("commune__code", "commune__name"),
}
GOOD = 4  # stars and more are "hài lòng"


@dataclass(frozen=True)
class Row:
    """One group: reports that were taken in, answered, in time, rated, well rated, reopened. Rates in percent or None."""

    name: str
    received: int
    answered: int
    in_time: int
    rated: int
    good: int
    reopened: int

    @property
    def on_time_rate(self) -> float | None:
        return 100 * self.in_time / self.answered if self.answered else None

    @property
    def good_rate(self) -> float | None:
        return 100 * self.good / self.rated if self.rated >= SMALLEST else None

    @property
    def reopened_rate(self) -> float | None:
        return 100 * self.reopened / self.answered if self.answered else None


def counted_reports(rows: "QuerySet[Report]") -> "QuerySet[Report]":
    """Those that count: what was taken in, once; merged ones are counted with the report they went on with,
    and what became a complaint or denunciation nowhere."""
    taken_in = rows.filter(case__accepted_at__isnull=False, merged_into=None, case__confidential=False)
    return taken_in.exclude(case__state=State.WITHDRAWN)


def figures(group: str, since: datetime, until: datetime) -> list[Row]:
    """The groups of one kind, the largest first, for reports sent in `[since, until)`. One query."""
    code, name = GROUPS[group]
    sent = Report.objects.filter(sent_at__gte=since, sent_at__lt=until)
    rows = (
        counted_reports(sent)
        .values(code, name)
        .annotate(
            taken=Count("pk"),
            answered=Count("pk", filter=Q(case__settled_at__isnull=False)),
            in_time=Count(
                "pk",
                filter=Q(case__timeliness__in=[Case.Timeliness.EARLY, Case.Timeliness.ON_TIME]),
            ),
            rated=Count("pk", filter=Q(case__rating__isnull=False)),
            good=Count("pk", filter=Q(case__rating__gte=GOOD)),
            reopened=Count("reopened_by"),
        )
        .filter(taken__gte=SMALLEST)
        .order_by(F("taken").desc(), code)
    )
    return [
        Row(
            row[name] or "Không rõ",
            *(row[part] for part in ("taken", "answered", "in_time", "rated", "good", "reopened")),
        )
        for row in rows
    ]
