from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, check_can_act
from tinhso.indicators.models import PeriodicReport
from tinhso.indicators.periodic_reports.process import SEND, WRITE
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def write_periodic_report(
    *, report: PeriodicReport, ver: int, words: Mapping[str, str], ready: bool, by: Actor, now: datetime
) -> None:
    """Store the words of the form's lines; `ready` hands the report to the agency's head.

    Raises: NotYourTurn, Stale, Conflict, EntryRefused for a text that is too long.
    """
    check_can_act(report.case, by)
    if report.case.step not in (WRITE, SEND):
        raise Conflict(report.case_id)
    keys = [line["key"] for line in report.regime.form_lines() if not line["indicator"]]
    given = {key: words.get(key, "").strip() for key in keys}
    for key, text in given.items():
        if len(text) > PeriodicReport.LONGEST:
            raise EntryRefused(key, f"Nhiều nhất {PeriodicReport.LONGEST} ký tự.")
    report.case.move(ver=ver)
    report.words = given
    report.save(update_fields=["words"])
    if ready and report.case.step == WRITE:
        advance_case(case=report.case, ver=report.case.ver, by=by, now=now)
