from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, accept_case, refuse_case, settle_case
from tinhso.kernel.events.public import Actor, Code, commit, record
from tinhso.lib.legal_time.clock import Effect
from tinhso.opendata.models import DataQuestion
from tinhso.opendata.questions.events import DataQuestionAnswered, DataQuestionRefused
from tinhso.opendata.questions.question_process import tell_sender


@transaction.atomic
def answer_question(*, question: DataQuestion, ver: int, answer: str, by: Actor, now: datetime) -> None:
    """The data officer answers whoever asked; whether the public reads it is decided next.

    Raises: NotYourTurn, Stale, NoteRefused.
    """
    if not answer.strip():
        raise NoteRefused("Nhập nội dung trả lời.")
    case = question.case
    accept_case(case=case, ver=ver, limit=None, effect=Effect.PAUSE, by=by, now=now)
    settle_case(case=case, ver=case.ver, outcome="answered", by=by, now=now)
    question.answer, question.answered_at = answer.strip(), now
    question.save(update_fields=["answer", "answered_at"])
    commitment = commit(bytes(question.salt), question.answer)
    record(DataQuestionAnswered(case_id=case.pk, answer=commitment, late=question.is_late), by=by, at=now)
    tell_sender(case, "question_answered", "my_data_question", by=by, now=now)


@transaction.atomic
def refuse_question(
    *,
    question: DataQuestion,
    ver: int,
    reason: DataQuestion.Refusal,
    text: str,
    by: Actor,
    now: datetime,
) -> None:
    """Not answered, for a reason of the list and with words to whoever asked.

    Raises: NotYourTurn, Stale, Unlawful, NoteRefused.
    """
    if not text.strip():
        raise NoteRefused("Viết lời giải thích, hướng dẫn người hỏi.")
    refuse_case(case=question.case, ver=ver, text=f"{reason.label}. {text.strip()}", by=by, now=now)
    question.refusal, question.refusal_text, question.answered_at = reason, text.strip(), now
    question.save(update_fields=["refusal", "refusal_text", "answered_at"])
    record(DataQuestionRefused(case_id=question.case_id, reason=Code(reason.value)), by=by, at=now)
    tell_sender(question.case, "question_refused", "my_data_question", by=by, now=now)
