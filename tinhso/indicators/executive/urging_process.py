"""How an agency is urged (đôn đốc): a leader asks for an answer by a day, the head of the agency gives it."""

from collections.abc import Sequence
from dataclasses import asdict

from tinhso.casework.public import Process, RowDetails, Step
from tinhso.indicators.models import AgencyUrging
from tinhso.kernel.people.roles import Head

KIND = "urging"
ANSWER = "answer"
STEPS = (
    Step(ANSWER, "Báo cáo, trả lời đôn đốc", Head.code, "agency", "answer", 1.0),
    Step("close", "Đã trả lời", Head.code, "agency", "answer"),
)


def process() -> Process:
    """Made when the first agency is urged."""
    given = {"steps": [asdict(step) for step in STEPS], "source": "Quy trình đôn đốc của hệ thống này"}
    return Process.objects.get_or_create(code=KIND, version=1, defaults=given)[0]


def urging_rows(case_ids: Sequence[int]) -> dict[int, RowDetails]:
    """What the worklist says of an urging: how much was overdue. One query."""
    rows = AgencyUrging.objects.filter(pk__in=case_ids).values_list("pk", "overdue")
    return {pk: RowDetails(who=f"{n} việc quá hạn") for pk, n in rows}
