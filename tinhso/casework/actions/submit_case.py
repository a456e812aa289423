from datetime import datetime

from django.db import transaction

from tinhso.casework import turns
from tinhso.casework.clocks import start_clock
from tinhso.casework.events import CaseSubmitted
from tinhso.casework.models import Case
from tinhso.casework.states import State
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.clock import Effect
from tinhso.lib.time_limit import TimeLimit


@transaction.atomic
def submit_case(
    *,
    case: Case,
    ver: int,
    code: str,
    reply: TimeLimit | None,
    reply_role: str,
    by: Actor,
    now: datetime,
    act: str = "receive",
) -> None:
    """Hand a draft in: it gets its lasting code, and the desk has `reply` to answer. Stale, Unlawful.

    `act` says on worklists what the turn is for. A supplement that the desk asks for before it accepts makes the desk's time begin anew.
    """
    case.move(ver=ver, state=State.SUBMITTED, code=code, submitted_at=now)
    seat = case.desk_id or case.agency_id
    due = (
        start_clock(case, "reply", reply, now=now, effect=Effect.RESTART, agency_id=seat).due_at
        if reply
        else None
    )
    turns.give_turn(case.pk, agency_id=seat, role=reply_role, act=act, due_at=due)
    record(
        CaseSubmitted(case_id=case.pk, kind=case.kind, code=code, agency_id=case.agency_id, reply_due_at=due),
        by=by,
        at=now,
    )
