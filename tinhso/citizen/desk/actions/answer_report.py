from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Conflict, advance_case, check_can_act
from tinhso.citizen.desk.events import ReportAnswered
from tinhso.citizen.models import Report, ReportPhoto
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import claim_files

LONGEST, MOST_PHOTOS = 4000, 5


class AnswerRefused(ValueError):
    """The answer is empty or too long; the message is a whole sentence."""


class NotAtHandling(Conflict):
    """The report does not stand where it is answered."""


@transaction.atomic
def answer_report(
    *, report: Report, ver: int, text: str, photos: Sequence[UUID], by: Actor, now: datetime
) -> None:
    """The unit says what was done, with pictures; the desk reads it before anybody else. Raises: NotYourTurn, Stale,
    AnswerRefused, NotAtHandling, NotYourFile.
    """
    check_can_act(report.case, by)
    if report.case.step != "handle":
        raise NotAtHandling(report.case_id)
    text = text.strip()
    if not text:
        raise AnswerRefused("Ghi kết quả xử lý.")
    if len(text) > LONGEST or len(photos) > MOST_PHOTOS:
        raise AnswerRefused(f"Trả lời tối đa {LONGEST} ký tự và {MOST_PHOTOS} ảnh.")
    advance_case(case=report.case, ver=ver, by=by, now=now)
    report.answer, report.answered_at = text, now
    report.save(update_fields=["answer", "answered_at"])
    files = claim_files(photos, by=by, now=now)
    ReportPhoto.objects.bulk_create(
        ReportPhoto(report=report, file=file, kind=ReportPhoto.Kind.AFTER, order=n, added_at=now)
        for n, file in enumerate(files)
    )
    record(ReportAnswered(case_id=report.case_id, photos=len(files)), by=by, at=now)
