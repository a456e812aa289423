from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.seats import seat_of
from tinhso.casework.models import Case, Note
from tinhso.casework.moves.events import CaseReturned
from tinhso.kernel.events.public import Actor, record


class NotAnEarlierStep(Exception):
    """A case goes back only to a step that it has passed."""


@transaction.atomic
def return_case(*, case: Case, ver: int, to_step: str, reason: str, by: Actor, now: datetime) -> None:
    """Back to an earlier step, with a reason; the clock goes on.

    Raises: NotYourTurn, Stale, NotAnEarlierStep, NoteRefused.
    """
    check_can_act(case, by)
    assert case.process is not None
    keys = [step.key for step in case.process.route()]
    if to_step not in keys[: keys.index(case.step)]:
        raise NotAnEarlierStep(to_step)
    here, back = case.step, case.process.step(to_step)
    case.move(ver=ver, step=to_step)
    turns.give_turn(case.pk, agency_id=seat_of(case, back), role=back.role, act=back.act, due_at=case.due_at)
    note_id, note = write_note(case, Note.Kind.RETURN, reason, by=by, now=now, for_citizen=False)
    record(
        CaseReturned(case_id=case.pk, from_step=here, to_step=to_step, note_id=note_id, note=note),
        by=by,
        at=now,
    )
