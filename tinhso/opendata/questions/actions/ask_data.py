from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, State, open_case, reply_due, submit_case
from tinhso.kernel.events.public import SYSTEM, Actor, next_number, record
from tinhso.kernel.people.public import Person
from tinhso.kernel.people.roles import DataOfficer
from tinhso.kernel.site.rate_limit import allow
from tinhso.opendata.models import DataQuestion, Dataset
from tinhso.opendata.questions.events import DataAsked
from tinhso.opendata.questions.question_process import (
    ANSWER,
    MOST_A_DAY,
    QUESTION,
    TooMany,
    answering_agency,
    limit_of,
    process_of,
)


class DatasetNotOpen(LookupError):
    """The dataset is not open, or not any more."""


@transaction.atomic
def ask_data(
    *, dataset: Dataset | None, subject: str, text: str, client_key: UUID, by: Actor, now: datetime
) -> DataQuestion:
    """A person asks about a dataset, or for data that are not there; the same client key gives the same question again.

    Raises: NotYourTurn for an account without a person, DatasetNotOpen, TooMany, NoAnswerer. The log names
    nobody: the officer who answers reads it.
    """
    if by.person_id is None:
        raise NotYourTurn
    if dataset is not None and dataset.state != Dataset.State.OPEN:
        raise DatasetNotOpen(dataset.pk)
    case = open_case(
        kind=QUESTION,
        code=f"NHAP-{client_key.hex.upper()}",
        title="Câu hỏi về dữ liệu mở" if dataset else "Yêu cầu dữ liệu mở",
        agency=answering_agency(dataset, now.date()),
        source=Case.Source.OWN_PORTAL,
        process=process_of(QUESTION),
        person=Person.objects.get(pk=by.person_id),
        client_key=client_key,
        by=SYSTEM,
        now=now,
    )
    if case.state != State.DRAFT:
        return DataQuestion.objects.get(case=case)
    if not allow("data_question", str(by.person_id), MOST_A_DAY, 86_400):
        raise TooMany
    _submit(case, now)
    question = DataQuestion.objects.create(
        case=case, dataset=dataset, subject=subject, text=text, due_at=reply_due(case)
    )
    event = DataAsked(case_id=case.pk, dataset_id=dataset.pk if dataset else None, due_at=question.due_at)
    record(event, by=SYSTEM, at=now)
    return question


def _submit(case: Case, now: datetime) -> None:
    day = f"{now:%y%m%d}"
    submit_case(
        case=case,
        ver=case.ver,
        code=f"HD-{day}-{next_number(f'data_question:{day}'):04}",
        reply=limit_of("opendata.answer_days", now.date()),
        reply_role=DataOfficer.code,
        act=ANSWER,
        by=SYSTEM,
        now=now,
    )
