"""Tasks that the province's committee gives to agency A, supported by B, at each step of their way."""

from datetime import date, datetime
from typing import Any

from tests.town import Town, make_officer
from tinhso.casework.tests.makers import NOW
from tinhso.documents.assignments.actions.give_assignment import Task, give_assignment
from tinhso.documents.assignments.actions.receive_assignment import receive_assignment
from tinhso.documents.assignments.actions.report_assignment import report_assignment
from tinhso.documents.models import Assignment
from tinhso.kernel.people.roles import Clerk, Head

DUE = date(2024, 3, 29)


def with_chairman(town: Town) -> Town:
    """Thọ heads the committee, My is its clerk."""
    town.tho = make_officer("tho", "Đặng Xuân Thọ", town.committee, "Chủ tịch", Head)  # type: ignore[attr-defined]
    town.my = make_officer("my", "Bùi Thị My", town.committee, "Văn thư", Clerk)  # type: ignore[attr-defined]
    return town


def fresh(assignment: Assignment) -> Assignment:
    return Assignment.objects.whole().get(pk=assignment.pk)


def give(town: Town, who: str = "tho", now: datetime = NOW, **changes: Any) -> Assignment:
    more = {name: changes.pop(name) for name in ("secrecy", "client_key") if name in changes}
    words: dict[str, Any] = {
        "content": "Rà soát dịch vụ công trực tuyến toàn trình",
        "main": town.agency_a,
        "due": DUE,
        "supports": [town.agency_b],
        "source_words": "Kết luận của Chủ tịch tại cuộc họp giao ban",
    }
    return fresh(give_assignment(task=Task(**words | changes), by=town.actor(who), now=now, **more))


def receive(town: Town, assignment: Assignment, who: str = "chi", **changes: Any) -> Assignment:
    given: dict[str, Any] = {"ver": assignment.case.ver, "officer": town.emi, "now": NOW}
    receive_assignment(assignment=assignment, by=town.actor(who), **given | changes)
    return fresh(assignment)


def at_work(town: Town, **changes: Any) -> Assignment:
    """Emi carries it out."""
    return receive(town, give(town, **changes))


def reported(
    town: Town, assignment: Assignment | None = None, who: str = "emi", **changes: Any
) -> Assignment:
    one = assignment or at_work(town)
    given: dict[str, Any] = {"ver": one.case.ver, "text": "Đã rà soát xong", "now": NOW}
    report_assignment(assignment=one, by=town.actor(who), **given | changes)
    return fresh(one)
