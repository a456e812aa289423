from datetime import datetime

from django.db import transaction

from tinhso.casework.public import NoteRefused, finish_case
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.opendata.models import DataQuestion
from tinhso.opendata.questions.events import DataAnswerPublished, DataAnswerWithheld
from tinhso.opendata.questions.question_process import check_without_people


@transaction.atomic
def publish_answer(
    *, question: DataQuestion, ver: int, asked: str, answer: str, by: Actor, now: datetime
) -> None:
    """Question and answer for everybody, written without who asked.

    Raises: NotYourTurn, Stale, NotSettled, NoteRefused, StillPersonal.
    """
    if not asked.strip() or not answer.strip():
        raise NoteRefused("Nhập câu hỏi và câu trả lời để công khai.")
    check_without_people(f"{asked}\n{answer}", of=question.case.person)
    finish_case(case=question.case, ver=ver, by=by, now=now)
    question.published_question, question.published_answer = asked.strip(), answer.strip()
    question.published_at = now
    question.save(update_fields=["published_question", "published_answer", "published_at"])
    salt = bytes(question.salt)
    event = DataAnswerPublished(
        case_id=question.case_id,
        question=commit(salt, question.published_question),
        answer=commit(salt, question.published_answer),
    )
    record(event, by=by, at=now)


@transaction.atomic
def withhold_answer(*, question: DataQuestion, ver: int, by: Actor, now: datetime) -> None:
    """The answer stays with whoever asked. Raises: NotYourTurn, Stale, NotSettled."""
    finish_case(case=question.case, ver=ver, by=by, now=now)
    record(DataAnswerWithheld(case_id=question.case_id), by=by, at=now)
