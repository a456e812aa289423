from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_act, finish_case, return_case, settle_case
from tinhso.citizen.desk.actions.answer_report import AnswerRefused, NotAtHandling
from tinhso.citizen.models import Report
from tinhso.citizen.reports.report_notices import tell_reporter
from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import show_pictures


@transaction.atomic
def publish_answer(*, report: Report, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The desk lets the answer out: the clock stops at the hour when the unit answered.

    Raises: NotYourTurn, Stale, NotAtHandling, AnswerRefused.
    """
    check_can_act(report.case, by)
    if report.case.step != "publish":
        raise NotAtHandling(report.case_id)
    if not text.strip():
        raise AnswerRefused("Ghi kết quả xử lý.")
    report.answer = text.strip()
    report.save(update_fields=["answer"])
    case = report.case
    settle_case(case=case, ver=ver, outcome="answered", ready_at=report.answered_at, by=by, now=now)
    finish_case(case=case, ver=case.ver, by=by, now=now)
    show_pictures(report.photos.filter(kind="after", hidden=False).values_list("file_id", flat=True))
    tell_reporter(report, "report_answered", now=now)


@transaction.atomic
def send_back_answer(*, report: Report, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """The answer does not say what was done: back to the unit, and its days go on.

    Raises: NotYourTurn, Stale, NoteRefused.
    """
    return_case(case=report.case, ver=ver, to_step="handle", reason=reason, by=by, now=now)
    report.answered_at = None
    report.save(update_fields=["answered_at"])
