from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, finish_case
from tinhso.citizen.feedback.deeds import note_late
from tinhso.citizen.feedback.events import FeedbackPublished, FeedbackWithheld
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.kernel.moderation.public import personal_words


class StillPersonal(ValueError):
    """The text for the public page holds what looks like a phone, a personal number, a mail address or the sender's name."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(", ".join(found))
        self.found = found


@transaction.atomic
def publish_feedback(
    *, feedback: Feedback, ver: int, question: str, answer: str, by: Actor, now: datetime
) -> None:
    """Question and answer on the public page, written without personal data.

    Raises: NotYourTurn, Stale, NotSettled, NoteRefused, StillPersonal.
    """
    if not question.strip() or not answer.strip():
        raise NoteRefused("Nhập nội dung câu hỏi và nội dung trả lời để công khai.")
    sender_words = [feedback.sender_name, feedback.phone, feedback.email]
    if found := personal_words(f"{question}\n{answer}", names=sender_words):
        raise StillPersonal(found)
    finish_case(case=feedback.case, ver=ver, by=by, now=now)
    feedback.published_question, feedback.published_answer = question.strip(), answer.strip()
    feedback.published_at = now
    feedback.save(update_fields=["published_question", "published_answer", "published_at"])
    note_late(feedback, Feedback.LateFor.PUBLISH, feedback.publish_by, by=by, now=now)
    salt = bytes(feedback.salt)
    event = FeedbackPublished(
        case_id=feedback.case_id,
        question=commit(salt, feedback.published_question),
        answer=commit(salt, feedback.published_answer),
    )
    record(event, by=by, at=now)


@transaction.atomic
def withhold_feedback(*, feedback: Feedback, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Close an answered one without publishing it, with the reason.

    Raises: NotYourTurn, Stale, NotSettled, NoteRefused.
    """
    if not reason.strip():
        raise NoteRefused("Nhập lý do không công khai.")
    finish_case(case=feedback.case, ver=ver, by=by, now=now)
    feedback.withheld = reason.strip()
    feedback.save(update_fields=["withheld"])
    note_late(feedback, Feedback.LateFor.PUBLISH, feedback.publish_by, by=by, now=now)
    event = FeedbackWithheld(case_id=feedback.case_id, reason=commit(bytes(feedback.salt), feedback.withheld))
    record(event, by=by, at=now)
