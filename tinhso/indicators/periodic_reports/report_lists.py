"""What an agency owes: its periodic reports, what other systems have it report, and what comes next; and who has sent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.casework.public import Case, State
from tinhso.indicators.models import PeriodicReport, ReportRegime
from tinhso.indicators.periodic_reports.process import RECEIVE
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.declare import OwedReport, OwedReports, all_of
from tinhso.kernel.site.shapes import Cell, Column, Table, Tone
from tinhso.lib.dates import HANOI, vn_date
from tinhso.lib.periods import Period

MOST = 200  # rows of a page
SOON = 5  # days


def regimes_on(day: date) -> list[ReportRegime]:
    return list(ReportRegime.objects.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day))


def standing(report: PeriodicReport, now: datetime) -> tuple[str, Tone]:
    """How it stands in words, and the tone of its tag."""
    case = report.case
    if case.state == State.DONE:
        late = case.timeliness == Case.Timeliness.LATE
        return (_("đã nhận, gửi quá hạn"), "late") if late else (_("đã nhận, gửi đúng hạn"), "ok")
    if case.finished_at is not None:
        return str(case.get_state_display()), ""
    if case.step == RECEIVE:
        return _("đã gửi, chờ nhận"), "bronze"
    if case.due_at is None:
        return _("chưa gửi"), ""
    days = (case.due_at.astimezone(HANOI).date() - now.astimezone(HANOI).date()).days
    if case.due_at < now:
        return _("quá hạn %(n)s ngày") % {"n": -days}, "late"
    return _("còn %(n)s ngày") % {"n": days}, "soon" if days <= SOON else ""


def own_reports(actor: Actor, now: datetime) -> list[OwedReport]:
    """The agency's own: open ones first by deadline, then those that were sent. One query."""
    mine = PeriodicReport.objects.visible_to(actor).whole().filter(agency=actor.agency_id or 0)
    opened = mine.filter(case__finished_at=None).order_by("case__due_at", "pk")[:MOST]
    closed = mine.exclude(case__finished_at=None).order_by("-case__finished_at", "-pk")[:MOST]
    return [_as_owed_report(one, now) for one in (*opened, *closed)]


def _as_owed_report(report: PeriodicReport, now: datetime) -> OwedReport:
    words, tone = standing(report, now)
    case = report.case
    return OwedReport(
        title=report.regime.name,
        url=reverse("periodic_report", args=[case.code]),
        agency=case.agency.short_name,
        period=report.span.label,
        words=words,
        tone=tone,
        due_at=case.due_at,
        done=case.step == RECEIVE or case.finished_at is not None,
    )


def declared_reports(request: HttpRequest) -> list[tuple[OwedReports, list[OwedReport]]]:
    """What each system has the agency report, with the system that says so."""
    return [(slot, list(slot.read(request))[:MOST]) for slot in all_of(OwedReports)]


def in_order(rows: Iterable[OwedReport]) -> list[OwedReport]:
    """What is to be done by its day, then what is done, the newest first."""
    far = datetime.combine(date(2200, 1, 1), time(0), HANOI)
    every = list(rows)
    wanted = sorted((one for one in every if not one.done), key=lambda one: one.due_at or far)
    done = sorted((one for one in every if one.done), key=lambda one: one.due_at or far, reverse=True)
    return [*wanted, *done]


def owed_table(rows: Sequence[OwedReport], caption: str) -> Table:
    columns = [
        Column(_("Báo cáo")),
        Column(_("Kỳ")),
        Column(_("Cơ quan")),
        Column(_("Hạn gửi")),
        Column(_("Tình trạng")),
    ]
    lines: list[list[Cell | str]] = [
        [
            Cell(one.title, url=one.url),
            one.period,
            one.agency,
            vn_date(one.due_at) if one.due_at else "–",
            Cell(one.words, tone=_tone(one.tone)),
        ]
        for one in rows
    ]
    return Table(caption, columns, lines)


def _tone(tone: str) -> Tone:
    found: dict[str, Tone] = {"ok": "ok", "soon": "soon", "late": "late", "bronze": "bronze"}
    return found.get(tone, "")


@dataclass(frozen=True)
class Coming:
    """A report of which the next period has not been opened yet."""

    regime: ReportRegime
    period: Period

    @property
    def closes_on(self) -> date:
        return self.regime.closes_on(self.period)

    @property
    def due_on(self) -> date:
        return self.regime.due_on(self.period)


def coming_reports(agency: Agency | None, day: date) -> list[Coming]:
    """What the agency will owe next of each regime, by its day; what is open already is left out. Two queries."""
    if agency is None:
        return []
    found = [Coming(one, one.period_at(day)) for one in regimes_on(day) if one.is_owed_by(agency)]
    opened = set(
        PeriodicReport.objects.filter(
            agency=agency, case__opened_at__gte=datetime.combine(day - timedelta(days=400), time(0), HANOI)
        ).values_list("regime__code", "period")
    )
    return sorted(
        (one for one in found if (one.regime.code, one.period.code) not in opened), key=lambda one: one.due_on
    )


@dataclass(frozen=True)
class Received:
    """The reports of one regime and period that this agency receives."""

    regime: ReportRegime
    period: Period
    reports: list[PeriodicReport]
    now: datetime

    @property
    def sent(self) -> int:
        return sum(one.case.step == RECEIVE or one.case.finished_at is not None for one in self.reports)

    @property
    def late(self) -> int:
        return sum(standing(one, self.now)[1] == "late" for one in self.reports)

    @property
    def table(self) -> Table:
        columns = [Column(_("Cơ quan")), Column(_("Hạn gửi")), Column(_("Tình trạng"))]
        rows: list[list[Cell | str]] = []
        for one in self.reports:
            words, tone = standing(one, self.now)
            link = reverse("periodic_report", args=[one.case.code])
            rows.append(
                [Cell(one.case.agency.name, url=link), vn_date(one.case.due_at), Cell(words, tone=tone)]
            )
        return Table(f"{self.regime.name}, {self.period.label}", columns, rows)


def received_reports(actor: Actor, now: datetime, page: int) -> tuple[list[Received], bool]:
    """Who has sent to this agency and who is late, by period, the newest first; whether others follow. One query."""
    seen = PeriodicReport.objects.visible_to(actor).whole().filter(case__desk=actor.agency_id or 0)
    rows = list(
        seen.order_by("-period", "regime", "case__agency__sort_key")[(page - 1) * MOST : page * MOST + 1]
    )
    groups: dict[tuple[int, str], list[PeriodicReport]] = {}
    for one in rows[:MOST]:
        groups.setdefault((one.regime_id, one.period), []).append(one)
    found = [Received(reports[0].regime, reports[0].span, reports, now) for reports in groups.values()]
    return sorted(found, key=lambda one: (one.period.end, one.regime.code), reverse=True), len(rows) > MOST
