from datetime import datetime

from django.db import transaction

from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.turns import set_due
from tinhso.casework.clocks import running
from tinhso.casework.models import Case
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseResumed
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def resume_case(*, case: Case, ver: int, by: Actor, now: datetime, reason: str = "resumed") -> None:
    """The reason for the pause is gone, as whoever has the turn says, or the system knows.

    `reason` is a code: `resumed` by hand, `paid` by a payment, `answered` by published answers.

    Raises: NotYourTurn, Stale, Unlawful.
    """
    if not by.system:
        check_can_act(case, by)
    clock = running.resume(case, "settle", now=now)
    due = clock.due_at if clock else None
    case.move(ver=ver, state=State.IN_PROGRESS, due_at=due)
    set_due(case.pk, due)
    record(CaseResumed(case_id=case.pk, reason=Code(reason), due_at=due), by=by, at=now)
