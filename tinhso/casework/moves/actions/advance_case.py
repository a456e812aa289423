from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.models import Case, Note
from tinhso.casework.models.case import Conflict
from tinhso.casework.moves.events import CaseAdvanced
from tinhso.kernel.events.public import Actor, record


class NoFurtherStep(Conflict):
    """The case stands at its last step; it is finished, not advanced."""


@transaction.atomic
def advance_case(
    *,
    case: Case,
    ver: int,
    by: Actor,
    now: datetime,
    finding: str = "",
    kind: Note.Kind = Note.Kind.FINDING,
) -> None:
    """The step is done: on to the next one, with a finding (or a proposal) where there is one.

    Raises: NotYourTurn, Stale, NoFurtherStep.
    """
    check_can_act(case, by)
    assert case.process is not None
    here, onward = current_step(case), case.process.after(case.step)
    if onward is None:
        raise NoFurtherStep(case.pk)
    case.move(ver=ver, step=onward.key)
    turns.give_turn(
        case.pk, agency_id=seat_of(case, onward), role=onward.role, act=onward.act, due_at=case.due_at
    )
    note_id = note = None
    if finding.strip():
        note_id, note = write_note(case, kind, finding, by=by, now=now, for_citizen=False)
    record(
        CaseAdvanced(case_id=case.pk, from_step=here.key, to_step=onward.key, note_id=note_id, note=note),
        by=by,
        at=now,
    )
