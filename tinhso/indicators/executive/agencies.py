"""The agencies of the executive page: how many were settled and how much of it in time, what is overdue now; worst first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.cells.amounts import Scope
from tinhso.indicators.executive.page_data import Late
from tinhso.indicators.executive.tiles import judged
from tinhso.indicators.figures import ranking, wording
from tinhso.indicators.figures.figures import Figure, read_by
from tinhso.indicators.figures.targets import Targets
from tinhso.indicators.models import AgencyUrging, IndicatorVersion
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.slots import CaseKind, all_of
from tinhso.lib.numbers import vn_number
from tinhso.lib.periods import Period

NAMED = 3  # to watch, and best
LISTED = (Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT)
LEVELS = (Agency.Level.PROVINCE, Agency.Level.DISTRICT)


@dataclass(frozen=True)
class Overdue:
    """How many are overdue, and since when the oldest of them."""

    n: int = 0
    oldest: datetime | None = None

    def __add__(self, other: "Overdue") -> "Overdue":
        days = [day for day in (self.oldest, other.oldest) if day]
        return Overdue(self.n + other.n, min(days, default=None))

    def since(self, now: datetime) -> str:
        """ "9 ngày", "5 giờ": how long the oldest is overdue; "–" where nothing is."""
        return "–" if self.oldest is None else waiting_text(self.oldest, now)


def waiting_text(since: datetime, now: datetime) -> str:
    hours = int((now - since).total_seconds() // 3600)
    if hours >= 24:
        return _("%(n)s ngày") % {"n": vn_number(hours // 24)}
    return _("%(n)s giờ") % {"n": hours} if hours else _("dưới 1 giờ")


@dataclass(frozen=True)
class KindRow:
    """A kind of work of which some are overdue."""

    name: str
    late: Overdue
    since: str


@dataclass(frozen=True)
class AgencyRow:
    """One agency; `figure` is None where nothing of it was settled in the period. `few`: it settled too few to be compared."""

    agency: Agency
    figure: Figure | None
    late: Overdue = field(default_factory=Overdue)
    since: str = ""
    goal: str = ""
    verdict: str = ""
    tone: str = ""
    url: str = ""
    urging: "AgencyUrging | None" = None
    few: bool = False

    @property
    def interval(self) -> str:
        return ranking.interval_text(self.figure) if self.figure else ""

    @property
    def rate(self) -> Decimal | None:
        return self.figure.value if self.figure else None

    @property
    def settled(self) -> int:
        return int(self.figure.below or 0) if self.figure else 0

    @property
    def rate_text(self) -> str:
        return wording.value_text(self.rate, self.figure.definition) if self.figure else "–"

    @property
    def parts(self) -> str:
        return (wording.parts(self.figure) if self.figure else "") or "–"


def kind_rows(late: Sequence[Late], now: datetime) -> list[KindRow]:
    """The kinds of which most are overdue first."""
    found: dict[str, Overdue] = {}
    for _agency, kind, n, oldest in late:
        found[kind] = found.get(kind, Overdue()) + Overdue(n, oldest)
    names = {kind.code: str(kind.label) for kind in all_of(CaseKind)}
    rows = [KindRow(names.get(kind, kind), one, one.since(now)) for kind, one in found.items()]
    return sorted(rows, key=lambda row: -row.late.n)


def agency_rows(
    version: IndicatorVersion,
    period: Period,
    scope: Scope,
    late: Sequence[Late],
    targets: Targets,
    now: datetime,
) -> list[AgencyRow]:
    """Of whoever settled something in that period or has something overdue now, the worst rate first. Three queries."""
    figures = read_by(version, period, "agency", scope)
    overdue: dict[int, Overdue] = {}
    for agency, _kind, n, oldest in late:
        overdue[agency] = overdue.get(agency, Overdue()) + Overdue(n, oldest)
    ids = {key for key, one in figures.items() if key and one.n} | set(overdue)
    agencies, least = Agency.objects.filter(pk__in=ids), ranking.least_cases(now.date())
    rows = [
        _row(agency, figures.get(agency.pk), overdue.get(agency.pk, Overdue()), targets, now, least)
        for agency in agencies
    ]
    return ordered(rows, WORST)


def _row(
    agency: Agency, figure: Figure | None, late: Overdue, targets: Targets, now: datetime, least: int
) -> AgencyRow:
    figure = figure if figure is not None and figure.n else None
    few = figure is not None and ranking.is_of_few(figure, least)
    goal, verdict, tone = judged(figure, targets) if figure else ("", "", "")
    if few:
        verdict, tone = _("dưới %(n)s hồ sơ, không xếp") % {"n": vn_number(least)}, ""
    url = url_of(agency, figure)
    return AgencyRow(agency, figure, late, late.since(now), goal, verdict, tone, url, few=few)


def url_of(agency: Agency, figure: Figure | None) -> str:
    """The trace of an agency that has a page there."""
    if figure is None or agency.kind not in LISTED or agency.level not in LEVELS:
        return ""
    asked = f"?ky={figure.period.code}&co_quan={agency.code}"
    return reverse("figure", args=[figure.definition.address]) + asked


Key = Callable[[AgencyRow], Any]
WORST, SETTLED, LATE, OLDEST, NAME = "te-nhat", "giai-quyet", "qua-han", "lau-nhat", "ten"
ORDERS: dict[str, Key] = {
    WORST: lambda row: (
        row.few or row.rate is None,
        row.rate is None,
        row.rate or 0,
        -row.late.n,
        row.agency.sort_key,
    ),
    SETTLED: lambda row: (-row.settled, row.agency.sort_key),
    LATE: lambda row: (-row.late.n, row.rate is None, row.rate or 0, row.agency.sort_key),
    OLDEST: lambda row: (
        row.late.oldest.timestamp() if row.late.oldest else float("inf"),
        row.agency.sort_key,
    ),
    NAME: lambda row: row.agency.sort_key,
}


def ordered(rows: Sequence[AgencyRow], order: str) -> list[AgencyRow]:
    """By one of ORDERS, else the worst rate first and behind all others whoever settled too few to be compared."""
    return sorted(rows, key=ORDERS.get(order, ORDERS[WORST]))


def to_watch(rows: Sequence[AgencyRow]) -> list[AgencyRow]:
    """The three with most overdue now; after them whoever lies furthest below the plan."""
    bad = [row for row in rows if row.late.n or row.tone == "late"]
    return ordered(bad, LATE)[:NAMED]


def best(rows: Sequence[AgencyRow]) -> list[AgencyRow]:
    """The three with the best rate and nothing overdue, among those that settled enough to be compared."""
    good = [row for row in rows if not (row.late.n or row.few or row.tone == "late") and row.settled]
    return sorted(good, key=lambda row: (-(row.rate or 0), -row.settled, row.agency.sort_key))[:NAMED]
