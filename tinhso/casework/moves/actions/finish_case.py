from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.models import Case
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseFinished
from tinhso.kernel.events.public import Actor, record


class NotSettled(Conflict):
    """There is no result yet that could be handed over."""


@transaction.atomic
def finish_case(*, case: Case, ver: int, by: Actor, now: datetime) -> None:
    """The result was handed over, as whoever has the turn says, or the system knows. Raises: NotYourTurn, Stale, Unlawful, NotSettled."""
    if not by.system:
        check_can_act(case, by)
    if case.settled_at is None:
        raise NotSettled(case.pk)
    case.move(ver=ver, state=State.DONE, finished_at=now)
    turns.end_turns(case.pk)
    record(CaseFinished(case_id=case.pk, kind=case.kind, outcome=case.outcome), by=by, at=now)
