"""Periodic reports of the demo's agencies: of last month accepted, waiting, late; of the period that comes, being written."""

from datetime import date, datetime, time, timedelta
from random import Random

from tinhso.demo.cast import SINCE
from tinhso.demo.onestop.teams import Teams
from tinhso.indicators.public import (
    PeriodicReport,
    ReportRegime,
    accept_periodic_report,
    open_periodic_report,
    return_periodic_report,
    send_periodic_report,
    write_periodic_report,
)
from tinhso.kernel.people.public import SYSTEM, Agency
from tinhso.kernel.people.roles import Examiner, Head
from tinhso.kernel.site.clock import HANOI
from tinhso.lib.periods import Period, PeriodKind

MONTH, QUARTER = "chuyen-doi-so-thang", "kiem-soat-tthc-quy"
WORDS = "Minh họa: nội dung do bản trình diễn viết, không phải báo cáo thật."
DISTRICTS = ("ubnd-huyen-392", "ubnd-xa-15271")  # the same people before and after the reform


def create_periodic_reports(*, now: datetime) -> None:
    """After the cells are summed, so that figures have values. One is late, one was given back."""
    day = now.date()
    teams = Teams(day, SINCE, Random(18032024), now)  # noqa: S311 - invents names
    district = _one_of(DISTRICTS, day)
    month = ReportRegime.objects.filter(code=MONTH, starts_on__lte=day).last()
    if month is None:
        return
    former = Period.of(PeriodKind.MONTH, day).before()
    for code, outcome in (("so-yt", "accepted"), ("so-gddt", "sent"), ("so-nv", "returned")):
        if (agency := _one_of((code,), day)) is not None:
            _play(month, agency, former, outcome, teams, now)
    if district is not None:
        _open(month, district, former, now)
        _open(month, district, Period.of(PeriodKind.MONTH, day), now)
    quarter = ReportRegime.objects.filter(code=QUARTER, starts_on__lte=day).last()
    for agency in (_one_of(("so-tttt", "so-khcn"), day), district):
        if quarter is not None and agency is not None and quarter.is_owed_by(agency):
            _open(quarter, agency, Period.of(PeriodKind.QUARTER, day), now)


def _one_of(codes: tuple[str, ...], day: date) -> Agency | None:
    found = {one.code: one for one in Agency.objects.on(day).filter(code__in=codes)}
    return next((found[code] for code in codes if code in found), None)


def _open(regime: ReportRegime, agency: Agency, period: Period, now: datetime) -> PeriodicReport:
    """Nine days before the data close, in the morning; at once where that is still to come."""
    morning = datetime.combine(regime.closes_on(period) - timedelta(days=9), time(0, 15), HANOI)
    opened = min(morning, now)
    return open_periodic_report(regime=regime, agency=agency, period=period, by=SYSTEM, now=opened)


def _play(
    regime: ReportRegime, agency: Agency, period: Period, outcome: str, teams: Teams, now: datetime
) -> None:
    report = _open(regime, agency, period, now)
    desk = report.case.desk
    assert desk is not None
    at = datetime.combine(regime.closes_on(period) + timedelta(days=2), time(9), HANOI)
    words = {line["key"]: WORDS for line in regime.form_lines() if not line["indicator"]}
    by = teams.actor(agency, Examiner)
    write_periodic_report(report=report, ver=report.case.ver, words=words, ready=True, by=by, now=at)
    head = teams.actor(agency, Head)
    send_periodic_report(report=report, ver=report.case.ver, by=head, now=at + timedelta(hours=1))
    reader = teams.actor(desk, Examiner)
    if outcome == "accepted":
        accept_periodic_report(report=report, ver=report.case.ver, by=reader, now=at + timedelta(days=1))
    elif outcome == "returned":
        return_periodic_report(
            report=report,
            ver=report.case.ver,
            reason="Minh họa: bổ sung số hồ sơ của đơn vị trực thuộc.",
            by=reader,
            now=at + timedelta(days=1),
        )
