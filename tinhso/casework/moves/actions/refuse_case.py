from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseRefused
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def refuse_case(*, case: Case, ver: int, text: str, by: Actor, now: datetime) -> int:
    """Not received, or not granted, with the reason in writing. Returns the note's id.

    Raises: NotYourTurn, Stale, Unlawful.
    """
    check_can_act(case, by)
    stopped = running.stop(case, "settle" if case.step else "reply", now=now)
    case.move(
        ver=ver,
        state=State.REFUSED,
        settled_at=now,
        finished_at=now,
        outcome="refused",
        timeliness=stopped.timeliness or "",
    )
    turns.end_turns(case.pk)
    note_id, note = write_note(case, Note.Kind.REFUSAL, text, by=by, now=now, for_citizen=True)
    record(
        CaseRefused(
            case_id=case.pk, step=case.step or None, note_id=note_id, note=note, timeliness=stopped.timeliness
        ),
        by=by,
        at=now,
    )
    return note_id
