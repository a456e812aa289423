from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.permissions import check_can_hand_in
from tinhso.casework.models import Case
from tinhso.casework.models.case import Unlawful
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import DraftDiscarded
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def discard_draft(*, case: Case, ver: int, by: Actor, now: datetime) -> None:
    """The citizen, or the desk that entered it, throws away what was never handed in; its system erases what it held.

    Raises: NotYourTurn, Stale, Unlawful.
    """
    check_can_hand_in(case, by)
    if case.state != State.DRAFT:
        raise Unlawful(case.pk, State(case.state), State.WITHDRAWN)
    case.move(ver=ver, state=State.WITHDRAWN, finished_at=now, outcome="discarded")
    turns.end_turns(case.pk)
    record(DraftDiscarded(case_id=case.pk, kind=case.kind), by=by, at=now)
