from datetime import datetime, timedelta

from django.db import transaction

from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import NotYourTurn, check_can_act
from tinhso.casework.case.turns import set_due
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.moves.events import CaseReappointed
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.roles import Head
from tinhso.lib.dates import HANOI


@transaction.atomic
def reappoint_case(*, case: Case, ver: int, new_due: datetime, text: str, by: Actor, now: datetime) -> int:
    """Apologise and set one new date (form 04): the head signs it, some days before the due moment. Returns the note's id.

    Raises: NotYourTurn, Stale, ReappointedBefore, TooLateToReappoint, NewDateNotLater, NoteRefused.
    """
    check_can_act(case, by)
    if not by.holds(Head):
        raise NotYourTurn(case.pk)
    old = case.due_at
    notice = timedelta(days=rule("reappoint.notice_days", on=now.astimezone(HANOI).date()))
    due = running.reappoint(case, "settle", new_due, now=now, notice=notice)
    case.move(ver=ver, due_at=due)
    set_due(case.pk, due)
    note_id, note = write_note(case, Note.Kind.APOLOGY, text, by=by, now=now, for_citizen=True)
    record(
        CaseReappointed(case_id=case.pk, old_due_at=old, new_due_at=due, note_id=note_id, note=note),
        by=by,
        at=now,
    )
    return note_id
