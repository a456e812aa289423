from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, check_can_act
from tinhso.indicators.models import PeriodicReport, PeriodicReportSending
from tinhso.indicators.periodic_reports.content import content_of, digest_of
from tinhso.indicators.periodic_reports.events import PeriodicReportSent
from tinhso.indicators.periodic_reports.lines import filled_lines
from tinhso.indicators.periodic_reports.process import SEND
from tinhso.indicators.rights.officers import title_of, user_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import HANOI


class DataStillOpen(EntryRefused):
    """The day on which the numbers close has not come: what was sent today would lack some."""

    def __init__(self, day: str) -> None:
        super().__init__("", f"Số liệu chốt hết ngày {day}; từ ngày hôm sau mới gửi được.")


@transaction.atomic
def send_periodic_report(
    *, report: PeriodicReport, ver: int, by: Actor, now: datetime
) -> PeriodicReportSending:
    """The head sends the report: its figures are read now and frozen with its words; the recipient has the turn.

    Raises: NotYourTurn, Stale, Conflict, DataStillOpen, EntryRefused where all words are missing.
    """
    check_can_act(report.case, by)
    if report.case.step != SEND:
        raise Conflict(report.case_id)
    today = now.astimezone(HANOI).date()
    closes = report.regime.closes_on(report.span)
    if today <= closes:
        raise DataStillOpen(f"{closes:%d/%m/%Y}")
    wanted = [line["key"] for line in report.regime.form_lines() if not line["indicator"]]
    if wanted and not any(report.words.get(key) for key in wanted):
        raise EntryRefused(
            "", "Chưa viết phần nào bằng lời. Trả lại để soạn, hoặc ghi “Không có” khi không có gì."
        )
    person, title = user_of(by), title_of(by)
    content = content_of(report, filled_lines(report, today), day=today, title=title, name=person.full_name)
    sha256 = digest_of(content)
    made = PeriodicReportSending.objects.create(
        report=report, content=content, sha256=sha256, by=person, title=title, at=now
    )
    advance_case(case=report.case, ver=ver, by=by, now=now)
    record(PeriodicReportSent(case_id=report.case_id, sending_id=made.pk, sha256=sha256), by=by, at=now)
    return made
