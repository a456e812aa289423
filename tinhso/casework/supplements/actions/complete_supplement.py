from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import check_can_hand_in
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.clocks import running
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.supplements.events import SupplementCompleted
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def complete_supplement(*, case: Case, ver: int, reply_role: str, by: Actor, now: datetime) -> None:
    """The citizen, or the desk for them, completed the case: back to whoever asked; the clock goes on or begins anew.

    Raises: Stale, NotYourTurn.
    """
    check_can_hand_in(case, by)
    clock = running.resume(case, "settle" if case.step else "reply", now=now)
    due = clock.due_at if clock else None
    if case.step:
        step = current_step(case)
        case.move(ver=ver, state=State.IN_PROGRESS, due_at=due)
        turns.give_turn(case.pk, agency_id=seat_of(case, step), role=step.role, act=step.act, due_at=due)
    else:
        case.move(ver=ver, state=State.SUBMITTED)
        turns.give_turn(
            case.pk, agency_id=case.desk_id or case.agency_id, role=reply_role, act="receive", due_at=due
        )
    effect = clock.effect if clock else "pause"
    record(
        SupplementCompleted(case_id=case.pk, step=case.step or None, effect=effect, due_at=due), by=by, at=now
    )
