from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, settle_case
from tinhso.citizen.feedback.deeds import note_late, tell_sender
from tinhso.citizen.feedback.route import due_of
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor


@transaction.atomic
def answer_feedback(*, feedback: Feedback, ver: int, answer: str, by: Actor, now: datetime) -> None:
    """The competent agency answers; the days for publication begin.

    Raises: NotYourTurn, Stale, NoFurtherStep, NoteRefused.
    """
    if not answer.strip():
        raise NoteRefused("Nhập nội dung trả lời.")
    case, due = feedback.case, feedback.case.due_at
    settle_case(case=case, ver=ver, outcome="answered", by=by, now=now)
    feedback.answer, feedback.publish_by = answer.strip(), due_of(case, "publish", now)
    feedback.save(update_fields=["answer", "publish_by"])
    note_late(feedback, Feedback.LateFor.SETTLE, due, by=by, now=now)
    tell_sender(case, "answered", by=by, now=now)
