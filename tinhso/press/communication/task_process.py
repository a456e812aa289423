"""The way of a task of a communication plan: who carries it out, who accepts what was done."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db.models import QuerySet

from tinhso.casework.public import Case, Process, RowDetails, State, Step
from tinhso.casework.public import Conflict as CaseConflict
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Head, PressEditor
from tinhso.press.models import CommunicationTask

KIND = "press_task"
CARRY_OUT, ACCEPT, CLOSED = "carry_out", "accept", "closed"
SOURCE = "Quy trình nội bộ thực hiện kế hoạch truyền thông"
STEPS = (
    Step(CARRY_OUT, "Thực hiện", Head.code, "agency", "carry_out_coverage", 0.9),
    Step(ACCEPT, "Nghiệm thu kết quả", PressEditor.code, "desk", "accept_coverage", 0.1),
    Step(CLOSED, "Đã hoàn thành", PressEditor.code, "desk", "accept_coverage"),
)


class WrongTaskStep(CaseConflict):
    """The task does not wait for this deed."""


def check_task_step(case: Case, step: str) -> None:
    """Raises: WrongTaskStep."""
    if case.step != step or case.state != State.IN_PROGRESS:
        raise WrongTaskStep(case.pk)


def task_process() -> Process:
    """Made with the first task."""
    values = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=values)[0]


def task_receivers(day: date) -> "QuerySet[Agency]":
    """The agencies that have a head that day."""
    heads = Post.objects.on(day).with_role(Head.code)
    found = Agency.objects.on(day).filter(pk__in=heads.values("agency")).exclude(kind=Agency.Kind.DESK)
    return found.order_by("sort_key")


def task_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What each is about. One query."""
    rows = CommunicationTask.objects.filter(case__in=case_ids).values_list("case_id", "content")
    return {pk: RowDetails(hint=content[:120]) for pk, content in rows}
