"""A regime in the town: agencies owe agency A a monthly report with one figure and one line of words."""

from datetime import date, datetime
from typing import Any

from tinhso.casework.tests.makers import NOW
from tinhso.indicators.models import PeriodicReport, ReportRegime
from tinhso.indicators.periodic_reports.actions.open_periodic_report import open_periodic_report
from tinhso.indicators.periodic_reports.actions.send_periodic_report import send_periodic_report
from tinhso.indicators.periodic_reports.actions.write_periodic_report import write_periodic_report
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.periods import Period

FORM = [
    {"key": "d1", "label": "Đúng hạn", "indicator": "test.rate", "counts": "to_date", "source": "thử"},
    {"key": "d2", "label": "Vướng mắc", "indicator": "", "counts": "words", "source": "thử"},
]


def make_regime(town: Any, **changes: Any) -> ReportRegime:
    given = {
        "code": "bao-cao-thang",
        "starts_on": date(2022, 1, 1),
        "name": "Báo cáo tháng",
        "legal_basis": "NĐ 09/2019/NĐ-CP Điều 12",
        "source": "thử",
        "kind": "month",
        "owed_by": ["department:province"],
        "recipient": town.agency_a.code,
        "closing_day": 14,
        "due_day": 18,
        "lines": FORM,
    }
    return ReportRegime.objects.create(**given | changes)


def opened(town: Any, regime: ReportRegime, now: datetime = NOW, period: str = "202403") -> PeriodicReport:
    return open_periodic_report(
        regime=regime, agency=town.agency_b, period=Period.parse(period), by=SYSTEM, now=now
    )


def written(
    town: Any, report: PeriodicReport, who: str = "giang", now: datetime = NOW, **changes: Any
) -> None:
    report.case.refresh_from_db()
    given = {"ver": report.case.ver, "words": {"d2": "Thiếu máy"}, "ready": True}
    write_periodic_report(report=report, by=town.actor(who), now=now, **given | changes)


def sent(town: Any, report: PeriodicReport, now: datetime, who: str = "hung") -> Any:
    report.case.refresh_from_db()
    return send_periodic_report(report=report, ver=report.case.ver, by=town.actor(who), now=now)
