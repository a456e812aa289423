from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, check_can_act, finish_case, settle_case
from tinhso.indicators.models import PeriodicReport
from tinhso.indicators.periodic_reports.events import PeriodicReportAccepted
from tinhso.indicators.periodic_reports.process import RECEIVE
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def accept_periodic_report(*, report: PeriodicReport, ver: int, by: Actor, now: datetime) -> None:
    """The recipient accepts it; whether it was in time is judged at the sending that is accepted.

    Raises: NotYourTurn, Stale, Conflict where nothing was sent.
    """
    check_can_act(report.case, by)
    sent = report.sendings.first()
    if report.case.step != RECEIVE or sent is None:
        raise Conflict(report.case_id)
    settle_case(case=report.case, ver=ver, outcome="accepted", by=by, now=now, ready_at=sent.at)
    finish_case(case=report.case, ver=report.case.ver, by=by, now=now)
    record(PeriodicReportAccepted(case_id=report.case_id, sending_id=sent.pk), by=by, at=now)
