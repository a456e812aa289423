"""What a complaint holds when it comes into the register, and how it is taken over from public work."""

from collections.abc import Callable
from dataclasses import dataclass

from tinhso.casework.public import Case
from tinhso.citizen.models import Complaint, Feedback
from tinhso.kernel.files.public import StoredFile


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
    gone = nothing | {"subject": "(đã chuyển)", "about": None, "published_question": "", "published_answer": ""}
    Feedback.objects.filter(case=case).update(published_at=None, **gone)


@dataclass(frozen=True)
class Source:
    """How a kind of public case gives its content to the register, and what is then left of it."""

    content: Callable[[Case], ComplaintContent]
    clear: Callable[[Case], None]


SOURCES: dict[str, Source] = {"feedback": Source(from_feedback, clear_feedback)}
"""By the kind of the case that is set apart."""
