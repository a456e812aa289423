"""Erasing what is over its time: what somebody wrote and showed goes; code, times, state, figures, events and seals stay."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case as Choice
from django.db.models import Value, When

from tinhso.casework.public import Case, erase_texts
from tinhso.citizen.models import (
    Alert,
    Complaint,
    ComplaintFile,
    Feedback,
    InformationFile,
    InformationRequest,
    RecordErasure,
    Report,
    ReportComment,
    ReportFollow,
    ReportPhoto,
)
from tinhso.citizen.retention.events import RecordErased
from tinhso.citizen.retention.retention import RETAINED, DueRecord, What
from tinhso.citizen.sender.actions.forget_reporter import forget_if_alone, forget_reporter
from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.kernel.files.public import StoredFile, erase_file

ERASED_WORD = "(đã xoá)"  # where a page wants a word
WITHHELD = Choice(When(withheld="", then=Value("")), default=Value(ERASED_WORD))
"""Why it was not published may tell what was asked; that it was not stays."""


@transaction.atomic
def erase_record(*, due: DueRecord, by: Actor, now: datetime) -> RecordErasure | None:
    """Erase one of `due_records`; None if it was erased or goes on again.

    Raises: PermissionDenied but for the system.
    """
    if not by.system:
        raise PermissionDenied("Chỉ hệ thống xoá nội dung hết thời hạn lưu giữ.")
    on_case = due.what != What.ALERT
    whose = {"case_id": due.pk} if on_case else {"alert_id": due.pk}
    rows = Case.objects if on_case else Alert.objects
    rows.select_for_update(of=("self",)).get(pk=due.pk)
    if RecordErasure.objects.filter(what=due.what, **whose).exists():
        return None
    files = ERASERS[due.what](due.pk, now)
    erasure = RecordErasure.objects.create(
        what=due.what,
        rule=due.rule.key,
        source=due.rule.source,
        years=due.rule.years,
        files=len(files),
        size=sum(files),
        erased_at=now,
        **whose,
    )
    event = RecordErased(
        case_id=due.pk if on_case else None,
        erasure_id=erasure.pk,
        what=due.what,
        rule=due.rule.key,
        files=erasure.files,
        size=erasure.size,
    )
    record(event, by=by, at=now)
    return erasure


def remove(files: Iterable[StoredFile], now: datetime) -> list[int]:
    """The sizes of what was removed, with their bytes."""
    sizes = []
    for file in files:
        sizes.append(file.size)
        erase_file(file, by=SYSTEM, now=now)
    return sizes


def erase_reporter(case_id: int, now: datetime) -> list[int]:
    report = Report.objects.select_related("case__person").get(case=case_id)
    forget_reporter(report=report, by=SYSTEM, now=now)
    return []


def erase_report(case_id: int, now: datetime) -> list[int]:
    """Words, pictures, comments and follows; the street and the category stay for the figures."""
    report = Report.objects.select_related("case__person").get(case=case_id)
    forget_reporter(report=report, by=SYSTEM, now=now)
    erase_texts(case=report.case)
    files = [photo.file for photo in report.photos.select_related("file")]
    for model in (ReportPhoto, ReportComment, ReportFollow):
        model.objects.filter(report=report).delete()
    words = ("description", "shown_text", "address", "shown_address", "answer", "rating_text", "rating_state")
    Report.objects.filter(pk=report.pk).update(
        **dict.fromkeys(words, ""),
        **dict.fromkeys(("lat", "lon", "cell")),
        attributes={},
        shown_attributes={},
        flags=[],
        rating_flags=[],
        visibility=Report.Visibility.HIDDEN,
        hidden_reason=RETAINED,
        reviewed_at=None,
    )
    return remove(files, now)


def erase_feedback(case_id: int, now: datetime) -> list[int]:
    """Sender and words; what was published without personal data stays public."""
    case = Case.objects.select_related("person").get(pk=case_id)
    nothing = dict.fromkeys(("sender_name", "phone", "email", "address", "text", "more", "answer"), "")
    Feedback.objects.filter(case=case).update(**nothing, subject=ERASED_WORD, withheld=WITHHELD, salt=b"")
    erase_texts(case=case)
    forget_if_alone(case.person, case_id, now)
    return []


def erase_complaint(case_id: int, now: datetime) -> list[int]:
    case = Case.objects.select_related("person").get(pk=case_id)
    held = ComplaintFile.objects.filter(complaint=case_id).select_related("file")
    files = [one.file for one in held]
    held.delete()
    nothing = dict.fromkeys(("sender_name", "phone", "email", "address", "text", "conclusion"), "")
    Complaint.objects.filter(case=case).update(**nothing, subject=ERASED_WORD, salt=b"")
    erase_texts(case=case)
    forget_if_alone(case.person, case_id, now)
    return remove(files, now)


def erase_information(case_id: int, now: datetime) -> list[int]:
    """Who wanted to know, the words, the files of the answer; what was published in neutral words stays public."""
    case = Case.objects.select_related("person").get(pk=case_id)
    held = InformationFile.objects.filter(request=case_id).select_related("file")
    files = [one.file for one in held]
    held.delete()
    words = ("asker_name", "identity_number", "phone", "email", "address", "represents", "authority")
    more = (
        "text",
        "more",
        "purpose",
        "cost_words",
        "extension_reason",
        "third_party",
        "answer",
        "ground_text",
    )
    nothing = dict.fromkeys((*words, *more), "")
    InformationRequest.objects.filter(case=case).update(
        **nothing, subject=ERASED_WORD, withheld=WITHHELD, salt=b""
    )
    erase_texts(case=case)
    forget_if_alone(case.person, case_id, now)
    return remove(files, now)


def erase_alert(alert_id: int, now: datetime) -> list[int]:
    """Its words; kind, level, areas and times stay."""
    Alert.objects.filter(pk=alert_id).update(headline=ERASED_WORD, text="", instruction="", end_reason="")
    return []


ERASERS: dict[RecordErasure.What, Callable[[int, datetime], list[int]]] = {
    What.REPORTER: erase_reporter,
    What.REPORT: erase_report,
    What.FEEDBACK: erase_feedback,
    What.COMPLAINT: erase_complaint,
    What.INFORMATION: erase_information,
    What.ALERT: erase_alert,
}
