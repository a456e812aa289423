from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.case.seats import current_step, seat_of
from tinhso.casework.models import Case, Note
from tinhso.casework.moves.events import CaseForwarded
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency


class SameAgency(Exception):
    """The case already lies with that agency."""


@transaction.atomic
def forward_case(
    *, case: Case, ver: int, to_agency: Agency, reason: str, reply_role: str, by: Actor, now: datetime
) -> None:
    """Another agency is competent: it gets the case where it stands.

    Raises: NotYourTurn, Stale, SameAgency, NoteRefused.
    """
    check_can_act(case, by)
    if to_agency.pk == case.agency_id:
        raise SameAgency(case.pk)
    old = case.agency_id
    case.move(ver=ver, agency=to_agency, officer=None)
    if case.step:
        step = current_step(case)
        turns.give_turn(
            case.pk, agency_id=seat_of(case, step), role=step.role, act=step.act, due_at=case.due_at
        )
    elif not case.desk_id:
        turns.give_turn(case.pk, agency_id=to_agency.pk, role=reply_role, act="receive", due_at=case.due_at)
    note_id, note = write_note(case, Note.Kind.RETURN, reason, by=by, now=now, for_citizen=True)
    record(
        CaseForwarded(
            case_id=case.pk, from_agency_id=old, to_agency_id=to_agency.pk, note_id=note_id, note=note
        ),
        by=by,
        at=now,
    )
