from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.seats import seat_of
from tinhso.casework.clocks import running
from tinhso.casework.clocks.clocks import new_clock
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseAccepted
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import insert_row
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit


@transaction.atomic
def accept_case(
    *, case: Case, ver: int, limit: TimeLimit | None, effect: Effect, by: Actor, now: datetime
) -> None:
    """Receive a complete case: its time limit begins and its first step waits. The system accepts what follows from a deed elsewhere.

    `effect` is what a supplement asked later does to the limit: "restart" or "pause" (the rule of this day).

    Raises: NotYourTurn, Stale, Unlawful.
    """
    if not by.system:
        check_can_act(case, by)
    assert case.process is not None
    step = case.process.first()
    running.stop(case, "reply", now=now)
    clock = new_clock(case, "settle", limit, now=now, effect=effect) if limit else None
    due = clock.due_at if clock else None
    case.move(ver=ver, state=State.IN_PROGRESS, step=step.key, accepted_at=now, due_at=due)
    if clock:
        insert_row(clock)
    turns.give_turn(case.pk, agency_id=seat_of(case, step), role=step.role, act=step.act, due_at=due)
    unit = clock.unit if clock else None
    accepted = CaseAccepted(case_id=case.pk, kind=case.kind, step=step.key, due_at=due, unit=unit)
    record(accepted, by=by, at=now)
