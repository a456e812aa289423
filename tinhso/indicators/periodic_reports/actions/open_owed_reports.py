from collections.abc import Iterator
from datetime import date, datetime, timedelta

from tinhso.indicators.models import PeriodicReport, ReportRegime
from tinhso.indicators.periodic_reports.actions.open_periodic_report import (
    NotOwed,
    open_periodic_report,
)
from tinhso.indicators.periodic_reports.permissions import check_can_open_reports
from tinhso.indicators.periodic_reports.report_lists import regimes_on
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.lib.dates import HANOI
from tinhso.lib.periods import Period

BEFORE = timedelta(days=10)  # so long before its data close an agency may begin to write


def open_owed_reports(*, by: Actor, now: datetime) -> int:
    """Open each report whose data close within ten days and whose day has not passed, once; how many. By the system, every night.

    Raises: NotByHand.
    """
    check_can_open_reports(by)
    today = now.astimezone(HANOI).date()
    return sum(_open(regime, agency, period, by, now) for regime, agency, period in _coming(today))


def _coming(today: date) -> Iterator[tuple[ReportRegime, Agency, Period]]:
    """One query for the agencies and one a regime for those that have theirs."""
    agencies = list(Agency.objects.on(today).select_related("parent"))
    for regime in regimes_on(today):
        period = regime.period_at(today)
        if today < regime.closes_on(period) - BEFORE:
            continue
        opened = PeriodicReport.objects.filter(regime__code=regime.code, period=period.code)
        have = set(opened.values_list("agency_id", flat=True))
        for agency in agencies:
            if regime.is_owed_by(agency) and agency.pk not in have:
                yield regime, agency, period


def _open(regime: ReportRegime, agency: Agency, period: Period, by: Actor, now: datetime) -> bool:
    """Each in its own transaction; an agency without anybody above holds up no other."""
    try:
        made: PeriodicReport = open_periodic_report(
            regime=regime, agency=agency, period=period, by=by, now=now
        )
    except NotOwed:
        return False
    return made.pk is not None
