from datetime import date, datetime, timedelta

from django.db import transaction

from tinhso.casework.public import (
    Case,
    DeadlinePassed,
    accept_case,
    let_see,
    limit_until,
    open_case,
    submit_case,
)
from tinhso.indicators.models import PeriodicReport, ReportRegime
from tinhso.indicators.periodic_reports.events import PeriodicReportOpened
from tinhso.indicators.periodic_reports.permissions import check_can_open_reports
from tinhso.indicators.periodic_reports.process import KIND, process
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import Examiner, Head, Supervisor
from tinhso.lib.dates import HANOI
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.lib.periods import Period


class NotOwed(ValueError):
    """That agency does not owe this report for that period, or nobody receives it; nothing is opened."""


@transaction.atomic
def open_periodic_report(
    *, regime: ReportRegime, agency: Agency, period: Period, by: Actor, now: datetime
) -> PeriodicReport:
    """The agency owes the report from now on, due by the rule of its regime; opened twice, or again when another version of
    the regime holds by then, it is one.

    What is opened on or after its day (the calendar stood still) is due two days later.

    Raises: NotByHand, NotOwed.
    """
    check_can_open_reports(by)
    held = Agency.objects.select_for_update().get(pk=agency.pk)
    of_period = PeriodicReport.objects.filter(regime__code=regime.code, period=period.code)
    if former := of_period.filter(agency=held).first():
        return former
    desk = recipient_of(regime, held, now.astimezone(HANOI).date())
    if desk is None or not regime.is_owed_by(held) or period.kind.value != regime.kind:
        raise NotOwed(regime.code, held.code, period.code)
    case = _case(regime, held, desk, period, by=by, now=now)
    report = PeriodicReport.objects.create(case=case, regime=regime, agency=held, period=period.code)
    opened = PeriodicReportOpened(
        case_id=case.pk, regime=regime.code, agency_id=held.pk, period=period.code, due_at=case.due_at
    )
    record(opened, by=by, at=now)
    return report


def recipient_of(regime: ReportRegime, agency: Agency, day: date) -> Agency | None:
    """The agency that the regime names, on that day; else the one above."""
    if not regime.recipient:
        return agency.parent
    return Agency.objects.on(day).filter(code=regime.recipient).first()


def _case(
    regime: ReportRegime, agency: Agency, desk: Agency, period: Period, *, by: Actor, now: datetime
) -> Case:
    code = f"BCDK-{regime.pk:03}-{agency.pk:05}-{period.code}"
    case = open_case(
        kind=KIND,
        code=code,
        title=f"{regime.name}, {period.label}"[:200],
        agency=agency,
        desk=desk,
        process=process(),
        place=agency.unit,
        source=Case.Source.INTERNAL,
        by=by,
        now=now,
    )
    submit_case(case=case, ver=case.ver, code=code, reply=None, reply_role=Examiner.code, by=by, now=now)
    limit = _limit(regime, agency, period, now)
    accept_case(case=case, ver=case.ver, limit=limit, effect=Effect.PAUSE, by=by, now=now)
    for seat in (agency, desk):
        for role in (Examiner, Head, Supervisor):
            let_see(case.pk, agency_id=seat.pk, role=role.code)
    return case


def _limit(regime: ReportRegime, agency: Agency, period: Period, now: datetime) -> TimeLimit:
    day, source = regime.due_on(period), regime.legal_basis
    try:
        return limit_until(day, agency_id=agency.pk, now=now, source=source)
    except DeadlinePassed:
        later = now.astimezone(HANOI).date() + timedelta(days=2)
        return limit_until(later, agency_id=agency.pk, now=now, source=source)
