from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.citizen.complaints.content import COMPLAINT_REASON
from tinhso.citizen.desk.actions.set_visibility import UnknownReason, hide_report
from tinhso.citizen.desk.events import ReportTurnedDown
from tinhso.citizen.models import Report
from tinhso.citizen.reports.permissions import check_is_triage
from tinhso.citizen.reports.report_notices import tell_reporter
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule

PRIVATE = {"vi-pham"}  # reasons for which nothing of it may be read by others


class GoesToRegister(Exception):
    """A complaint or denunciation is not turned down: `set_apart_complaint` takes it into the private register."""


@transaction.atomic
def turn_down_report(*, report: Report, ver: int, reason: str, text: str, by: Actor, now: datetime) -> None:
    """Not taken, for one of the reasons of `citizen.refusals`, perhaps with more words. Raises: NotYourTurn, Stale,
    UnknownReason; GoesToRegister for the reason of complaints, and nothing has changed.
    """
    check_is_triage(report.case, by)
    reasons: dict[str, str] = rule("citizen.refusals", on=now.date())
    if reason not in reasons:
        raise UnknownReason(reason)
    if reason == COMPLAINT_REASON:
        raise GoesToRegister(report.case_id)
    words = "\n".join(part for part in (reasons[reason], text.strip()) if part)
    refuse_case(case=report.case, ver=ver, text=words, by=by, now=now)
    record(ReportTurnedDown(case_id=report.case_id, reason=reason), by=by, at=now)
    if reason in PRIVATE:
        hide_report(report=report, reason=reason, reasons=reasons, by=by, now=now)
    tell_reporter(report, "report_turned_down", now=now)
