from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.seats import seat_of
from tinhso.casework.clocks import running
from tinhso.casework.models import Case
from tinhso.casework.moves.actions.advance_case import NoFurtherStep
from tinhso.casework.moves.events import CaseSettled
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def settle_case(
    *,
    case: Case,
    ver: int,
    outcome: str,
    by: Actor,
    now: datetime,
    ready_at: datetime | None = None,
    promised: bool = True,
) -> None:
    """The result is issued: the clock stops and the case waits to be handed over.

    `ready_at` is the earlier moment at which a result was ready that only now is confirmed: the clock stops
    there. The system settles what follows from a deed elsewhere. Whoever hands it over does so by the end of the
    clock, unless nothing was `promised` to anybody beyond the result.

    Raises: NotYourTurn, Stale, NoFurtherStep.
    """
    if not by.system:
        check_can_act(case, by)
    assert case.process is not None
    here, onward = case.step, case.process.after(case.step)
    if onward is None:
        raise NoFurtherStep(case.pk)
    ready = ready_at or now
    stopped = running.stop(case, "settle", now=ready)
    used = stopped.spent(now=ready)
    case.move(
        ver=ver, step=onward.key, settled_at=ready, outcome=outcome, timeliness=stopped.timeliness or ""
    )
    due_at = case.due_at if promised else None
    turns.give_turn(case.pk, agency_id=seat_of(case, onward), role=onward.role, act=onward.act, due_at=due_at)
    record(
        CaseSettled(
            case_id=case.pk,
            outcome=outcome,
            from_step=here,
            to_step=onward.key,
            timeliness=stopped.timeliness,
            net_seconds=used.net,
            gross_seconds=used.gross,
            ready_at=ready,
        ),
        by=by,
        at=now,
    )
