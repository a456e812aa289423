from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, return_case
from tinhso.indicators.models import PeriodicReport
from tinhso.indicators.periodic_reports.process import RECEIVE, SEND, WRITE
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def return_periodic_report(
    *, report: PeriodicReport, ver: int, reason: str, by: Actor, now: datetime
) -> None:
    """Back to be written: by the agency's head before it is sent, by the recipient after; its time runs as before.

    Raises: NotYourTurn, Stale, Conflict, EntryRefused, NoteRefused.
    """
    if report.case.step not in (SEND, RECEIVE):
        raise Conflict(report.case_id)
    if not reason.strip():
        raise EntryRefused("reason", "Ghi rõ cần sửa, bổ sung gì.")
    return_case(case=report.case, ver=ver, to_step=WRITE, reason=reason, by=by, now=now)
