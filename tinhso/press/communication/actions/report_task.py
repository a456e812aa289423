from datetime import datetime

from django.db import transaction

from tinhso.casework.public import (
    advance_case,
    check_can_act,
    finish_case,
    return_case,
    settle_case,
)
from tinhso.kernel.events.public import Actor, record
from tinhso.press.communication.events import CommunicationTaskReported
from tinhso.press.communication.task_process import ACCEPT, CARRY_OUT, check_task_step
from tinhso.press.communication.words import checked_link, checked_words
from tinhso.press.models import CommunicationTask


@transaction.atomic
def report_task(
    *, task: CommunicationTask, ver: int, result: str, result_url: str, by: Actor, now: datetime
) -> None:
    """The agency says what it did, with a link where there is one; on to whoever gave the task.

    Raises: NotYourTurn, Stale, WrongTaskStep, EntryRefused.
    """
    check_can_act(task.case, by)
    check_task_step(task.case, CARRY_OUT)
    task.result = checked_words("result", result, least=5, most=2000)
    task.result_url = checked_link("result_url", result_url)
    task.reported_at = now
    advance_case(case=task.case, ver=ver, by=by, now=now)
    task.save(update_fields=["result", "result_url", "reported_at"])
    event = CommunicationTaskReported(case_id=task.case_id, linked=bool(task.result_url))
    record(event, by=by, at=now)


@transaction.atomic
def accept_task(*, task: CommunicationTask, ver: int, by: Actor, now: datetime) -> None:
    """What was done is accepted; whether it was in time goes by the moment of the report.

    Raises: NotYourTurn, Stale, WrongTaskStep.
    """
    check_can_act(task.case, by)
    check_task_step(task.case, ACCEPT)
    settle_case(case=task.case, ver=ver, outcome="done", by=by, now=now, ready_at=task.reported_at)
    finish_case(case=task.case, ver=task.case.ver, by=by, now=now)


@transaction.atomic
def return_task(*, task: CommunicationTask, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Back to the agency, with what is missing; the clock goes on.

    Raises: NotYourTurn, Stale, WrongTaskStep, NoteRefused.
    """
    check_task_step(task.case, ACCEPT)
    return_case(case=task.case, ver=ver, to_step=CARRY_OUT, reason=reason, by=by, now=now)
