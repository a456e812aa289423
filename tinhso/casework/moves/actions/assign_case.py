from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.models import Case
from tinhso.casework.moves.events import CaseAssigned
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Absence, Post
from tinhso.kernel.people.roles import Head


class NotOfThatPost(Exception):
    """The officer holds no post today at the agency and in the role that the step asks for."""


class OfficerAbsent(Exception):
    """The officer is away that day: the case goes to the stand-in, or to somebody else."""


@transaction.atomic
def assign_case(*, case: Case, ver: int, officer_id: int, by: Actor, now: datetime) -> None:
    """A head of the agency names the officer.

    At the step that is for assigning the case goes on to the next one; elsewhere it stays where it is.

    Raises: NotYourTurn, Stale, NotOfThatPost, OfficerAbsent.
    """
    here = current_step(case)
    step = here if case.process is None or here.act != "assign" else case.process.after(here.key) or here
    seat = seat_of(case, step)
    if not (by.holds(Head) and by.agency_id == seat):
        raise NotYourTurn(case.pk)
    if not Post.objects.on(now.date()).with_role(step.role).filter(user=officer_id, agency=seat).exists():
        raise NotOfThatPost(officer_id)
    if Absence.objects.on(now.date()).filter(officer=officer_id, agency=seat).exists():
        raise OfficerAbsent(officer_id)
    case.move(ver=ver, officer_id=officer_id, step=step.key)
    turns.give_turn(
        case.pk, agency_id=seat, role=step.role, act=step.act, officer_id=officer_id, due_at=case.due_at
    )
    record(CaseAssigned(case_id=case.pk, officer_id=officer_id, step=step.key), by=by, at=now)
