from datetime import datetime

from django.db import transaction

from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.turns import set_due
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CasePaused
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def pause_case(*, case: Case, ver: int, reason: str, text: str, by: Actor, now: datetime) -> None:
    """Stop the time limit for a reason that the law lists (a code of ClockPause.Reason), as whoever has the turn says, or
    the system knows. Past the due moment the case waits, and its time does not.

    Raises: NotYourTurn, Stale, Unlawful.
    """
    if not by.system:
        check_can_act(case, by)
    counts = running.pause(case, "settle", reason, now=now)
    due = None if counts else case.due_at
    case.move(ver=ver, state=State.PAUSED, due_at=due)
    set_due(case.pk, due)
    note_id, note = write_note(case, Note.Kind.PAUSE, text, by=by, now=now, for_citizen=True)
    event = CasePaused(case_id=case.pk, reason=reason, note_id=note_id, note=note, counts=counts)
    record(event, by=by, at=now)
