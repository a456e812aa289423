from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_hand_in
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.supplements.events import SupplementCompleted
from tinhso.kernel.events.public import Actor, Code, record


@transaction.atomic
def complete_supplement(
    *, case: Case, ver: int, reply_role: str, by: Actor, now: datetime, came: str = "", text: str = ""
) -> None:
    """The citizen, or the desk for them, completed the case: back to whoever asked; the clock goes on or begins anew.

    `came` is a code for what did, `text` says it in words, or why nothing had to. Where the wait did not count the due
    moment is what it was.

    Raises: Stale, NotYourTurn, NoteRefused.
    """
    check_can_hand_in(case, by)
    stood = case.due_at is None
    clock = running.resume(case, "settle" if case.step else "reply", now=now)
    due = clock.due_at if clock else None
    if case.step:
        step = current_step(case)
        case.move(ver=ver, state=State.IN_PROGRESS, due_at=due)
        turns.give_turn(case.pk, agency_id=seat_of(case, step), role=step.role, act=step.act, due_at=due)
    else:
        case.move(ver=ver, state=State.SUBMITTED)
        turns.give_turn(
            case.pk, agency_id=case.desk_id or case.agency_id, role=reply_role, act="receive", due_at=due
        )
    effect = (clock.effect if clock else "pause") if stood else "none"
    note_id = note = None
    if text.strip():
        note_id, note = write_note(case, Note.Kind.ANSWER, text, by=by, now=now, for_citizen=True)
    event = SupplementCompleted(
        case_id=case.pk,
        step=case.step or None,
        effect=effect,
        due_at=due,
        came=Code(came) if came else None,
        note_id=note_id,
        note=note,
    )
    record(event, by=by, at=now)
