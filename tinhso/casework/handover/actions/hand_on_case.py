from datetime import datetime

from django.db import transaction

from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import NotYourTurn
from tinhso.casework.handover.events import CaseHandedOn
from tinhso.casework.handover.forecast import forecast
from tinhso.casework.handover.permissions import can_hand_on
from tinhso.casework.models import Case, Note, Participant
from tinhso.casework.moves.actions.assign_case import NotOfThatPost
from tinhso.kernel.events.public import Actor, record


@transaction.atomic
def hand_on_case(
    *, case: Case, ver: int, from_id: int, to_id: int, reason: str, by: Actor, now: datetime
) -> None:
    """Bàn giao: whatever of an open case is named for one officer is from now on named for another; clocks go on.

    By the head of the agency, also for the desks below it. Raises: NotYourTurn, Stale, NotOfThatPost,
    NoteRefused.
    """
    rows = Participant.objects.select_related("agency").filter(case=case, officer=from_id)
    seats = [row.agency for row in rows if row.agency is not None]
    if case.is_final or not seats or not all(can_hand_on(by, agency) for agency in seats):
        raise NotYourTurn(case.pk)
    if from_id == to_id or forecast([case], from_id, to_id, now.date())[0].fault:
        raise NotOfThatPost(to_id)
    case.move(ver=ver, officer_id=to_id if case.officer_id == from_id else case.officer_id)
    rows.update(officer=to_id)
    note_id, note = write_note(case, Note.Kind.HAND_ON, reason, by=by, now=now, for_citizen=False)
    event = CaseHandedOn(
        case_id=case.pk,
        from_officer_id=from_id,
        to_officer_id=to_id,
        step=case.step or None,
        note_id=note_id,
        note=note,
    )
    record(event, by=by, at=now)
