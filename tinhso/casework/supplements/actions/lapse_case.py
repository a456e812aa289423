from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.case import Stale
from tinhso.casework.models.states import State
from tinhso.casework.supplements.events import SupplementLapsed
from tinhso.casework.supplements.permissions import may_end
from tinhso.casework.supplements.waiting_limit import supplement_until
from tinhso.kernel.events.public import Actor, record


class NotLapsed(Exception):
    """The citizen still has time for the supplement; `until` is their last moment, None if none was given."""

    def __init__(self, until: datetime | None) -> None:
        super().__init__(until)
        self.until = until


@transaction.atomic
def lapse_case(*, case: Case, ver: int, text: str, by: Actor, now: datetime) -> int:
    """Refuse what was not completed in its time, with the reason in writing. Returns the note's id.

    Raises: Stale, NotYourTurn, NotLapsed, NoteRefused.
    """
    if case.ver != ver:
        raise Stale(case.pk)
    if not may_end(case, by):
        raise NotYourTurn(case.pk)
    until = supplement_until(case)
    if until is None or now <= until:
        raise NotLapsed(until)
    stopped = running.stop(case, "settle" if case.step else "reply", now=now)
    ended = {"settled_at": now, "finished_at": now, "outcome": "lapsed"}
    case.move(ver=ver, state=State.REFUSED, timeliness=stopped.timeliness or "", **ended)
    turns.end_turns(case.pk)
    note_id, note = write_note(case, Note.Kind.REFUSAL, text, by=by, now=now, for_citizen=True)
    record(
        SupplementLapsed(
            case_id=case.pk, step=case.step or None, note_id=note_id, note=note, timeliness=stopped.timeliness
        ),
        by=by,
        at=now,
    )
    return note_id
