"""The way of a given task: kind of case, steps, who may be given one. The giver is the case's desk, who carries it out its agency."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from django.db.models import QuerySet

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.documents.models import Assignment
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import Examiner, Head

KIND = "assignment"
RECEIVE, CARRY_OUT, APPROVE, CLOSED = "receive", "carry_out", "approve", "closed"
SOURCE = "Quy chế làm việc của Ủy ban nhân dân (chưa kiểm chứng)"
STEPS = (
    Step(RECEIVE, "Tiếp nhận, phân công", Head.code, "agency", "assign", 0.1),
    Step(CARRY_OUT, "Thực hiện", Examiner.code, "agency", "carry_out_task", 0.8),
    Step(APPROVE, "Duyệt kết quả", Head.code, "desk", "approve_task", 0.1),
    Step(CLOSED, "Đã hoàn thành", Head.code, "desk", "approve_task"),
)
OPEN_STEPS = frozenset({RECEIVE, CARRY_OUT, APPROVE})
UNFINISHED = frozenset({RECEIVE, CARRY_OUT})


def process() -> Process:
    """Made with the first task."""
    given = {"steps": [asdict(step) for step in STEPS], "source": SOURCE}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def receivers_of(agency_id: int, day: date) -> "QuerySet[Agency]":
    """The agencies directly below that one that have a head that day."""
    heads = Post.objects.on(day).with_role(Head.code).filter(agency__parent=agency_id)
    found = Agency.objects.on(day).filter(pk__in=heads.values("agency")).exclude(kind=Agency.Kind.DESK)
    return found.order_by("sort_key")


def assignment_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """Who gave it. One query: no word of the task, for the officers' search finds cases by role."""
    rows = Assignment.objects.filter(case__in=case_ids).select_related("giver")
    return {one.pk: RowDetails(who=one.giver.name, hint="Nhiệm vụ được giao") for one in rows}
