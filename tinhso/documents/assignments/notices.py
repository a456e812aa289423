"""Who is told of a given task: its code alone, never its words."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from tinhso.documents.incoming.notices import holders
from tinhso.documents.models import Assignment
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import User
from tinhso.kernel.people.roles import Clerk, Head

TOPIC = "documents.assignments"


def notify_people(
    assignment: Assignment, what: str, people: Iterable[User], *, now: datetime, mark: object = ""
) -> None:
    """The notice `documents/notices/assignment_<what>.txt` to each of them; the same `mark` tells nobody twice."""
    for one in people:
        notify(
            to=one,
            topic=TOPIC,
            template=f"documents.assignment_{what}",
            params={"code": assignment.case.code},
            now=now,
            key=f"assignment_{what}:{assignment.pk}:{mark}:{one.pk}",
            case_id=assignment.pk,
            path=reverse("assignment", args=[assignment.case.code]),
        )


def leaders_and_clerks(agency_id: int, now: datetime) -> list[User]:
    """Two queries."""
    found = {one.pk: one for role in (Head, Clerk) for one in holders(agency_id, role.code, now)}
    return list(found.values())


def at_work(assignment: Assignment, now: datetime) -> list[User]:
    """The officer named for it and the leaders of the agency that carries it out."""
    people = holders(assignment.case.agency_id, Head.code, now)
    officer = assignment.case.officer
    return [officer, *(one for one in people if one.pk != officer.pk)] if officer else people
