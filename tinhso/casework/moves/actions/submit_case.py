from collections.abc import Callable
from datetime import datetime

from tinhso.casework.case import turns
from tinhso.casework.clocks.clocks import start_clock
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseSubmitted
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import in_one_transaction
from tinhso.lib.legal_time.clock import Effect
from tinhso.lib.legal_time.time_limit import TimeLimit


@in_one_transaction
def submit_case(
    *,
    case: Case,
    ver: int,
    code: str | Callable[[], str],
    reply: TimeLimit | None,
    reply_role: str,
    by: Actor,
    now: datetime,
    act: str = "receive",
) -> None:
    """Hand a draft in: it gets its lasting code, and the desk has `reply` to answer.

    `act` says on worklists what the turn is for. A supplement that the desk asks for before it accepts makes
    the desk's time begin anew. `code` may be what takes the next number: it is called last, since whoever
    comes next waits for the number until this transaction ends. Such a caller holds the case.

    Raises: Stale, Unlawful.
    """
    seat = case.desk_id or case.agency_id
    if isinstance(code, str):
        case.move(ver=ver, state=State.SUBMITTED, code=code, submitted_at=now)
    due = (
        start_clock(case, "reply", reply, now=now, effect=Effect.RESTART, agency_id=seat).due_at
        if reply
        else None
    )
    turns.give_turn(case.pk, agency_id=seat, role=reply_role, act=act, due_at=due)
    if not isinstance(code, str):
        case.move(ver=ver, state=State.SUBMITTED, code=code(), submitted_at=now)
    record(
        CaseSubmitted(
            case_id=case.pk, kind=case.kind, code=case.code, agency_id=case.agency_id, reply_due_at=due
        ),
        by=by,
        at=now,
    )
