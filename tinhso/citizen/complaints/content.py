"""What a complaint holds when it comes into the register, and how it is taken over from public work."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tinhso.casework.public import Case
from tinhso.citizen.models import (
    Complaint,
    Feedback,
    Report,
    ReportComment,
    Reporter,
    ReportFollow,
    ReportPhoto,
)
from tinhso.kernel.files.public import StoredFile

COMPLAINT_REASON = "khieu-nai"
"""The key of the rule `citizen.refusals` under which such a report is hidden."""


@dataclass(frozen=True)
class ComplaintContent:
    """Who sent it and what it says; `files` were claimed by whatever it came as."""

    channel: Complaint.Channel
    subject: str
    text: str
    sender_name: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    files: tuple[StoredFile, ...] = ()


def without_sender(content: ComplaintContent) -> ComplaintContent:
    """For a reader who may know what it says, not who says it."""
    return replace(content, sender_name="", phone="", email="", address="")


def from_feedback(case: Case) -> ComplaintContent:
    feedback = Feedback.objects.get(case=case)
    return ComplaintContent(
        channel=Complaint.Channel.FEEDBACK,
        subject=feedback.subject,
        text="\n\n".join(filter(None, [feedback.text, feedback.more])),
        sender_name=feedback.sender_name,
        phone=feedback.phone,
        email=feedback.email,
        address=feedback.address,
    )


def clear_feedback(case: Case) -> None:
    """Nothing of it stays in the public register: texts and sender go over whole."""
    nothing = dict.fromkeys(("sender_name", "phone", "email", "address", "text", "more", "answer"), "")
    emptied = nothing | {
        "subject": "(đã chuyển)",
        "about": None,
        "published_question": "",
        "published_answer": "",
    }
    Feedback.objects.filter(case=case).update(published_at=None, **emptied)


def from_report(case: Case) -> ComplaintContent:
    report = Report.objects.select_related("category").get(case=case)
    who = Reporter.objects.filter(report=report).first()
    photos = ReportPhoto.objects.filter(report=report).select_related("file")
    return ComplaintContent(
        channel=Complaint.Channel.REPORT,
        subject=report.category.name[:200],
        text="\n\n".join(filter(None, [report.description, report.address])),
        sender_name=who.name if who else "",
        phone=who.phone if who else "",
        email=who.email if who else "",
        files=tuple(photo.file for photo in photos),
    )


def clear_report(case: Case) -> None:
    """Words, place, pictures and reporter leave the public tables; the row says by its reason why it is hidden."""
    reports = Report.objects.filter(case=case)
    ReportPhoto.objects.filter(report__in=reports).delete()
    ReportFollow.objects.filter(report__in=reports).delete()
    ReportComment.objects.filter(report__in=reports).update(state=ReportComment.State.HIDDEN, text="")
    nobody = dict.fromkeys(("name", "phone", "email"), "")
    Reporter.objects.filter(report__in=reports).update(**nobody, salt=b"")
    words = dict.fromkeys(
        ("description", "shown_text", "address", "shown_address", "answer", "rating_text", "rating_state"), ""
    )
    place = dict.fromkeys(("lat", "lon", "cell", "commune"))
    reports.update(
        visibility=Report.Visibility.HIDDEN,
        hidden_reason=COMPLAINT_REASON,
        published_at=None,
        attributes={},
        shown_attributes={},
        flags=[],
        rating_flags=[],
        confirms=0,
        **words,
        **place,
    )


@dataclass(frozen=True)
class Source:
    """How a kind of public case gives its content to the register, and what is then left of it."""

    content: Callable[[Case], ComplaintContent]
    clear: Callable[[Case], None]


SOURCES: dict[str, Source] = {
    "feedback": Source(from_feedback, clear_feedback),
    "report": Source(from_report, clear_report),
}
"""By the kind of the case that is set apart."""
