from datetime import datetime

from django.db import transaction

from tinhso.casework.case.notes import write_note
from tinhso.casework.corrections.actions.correct_end import check_end, waiting_correction
from tinhso.casework.corrections.closed_years import check_years_open
from tinhso.casework.corrections.events import EndCorrectionAsked, EndCorrectionRefused
from tinhso.casework.corrections.permissions import check_can_confirm_correction, check_can_correct
from tinhso.casework.models import Case, EndCorrection, Note
from tinhso.casework.models.case import Stale
from tinhso.kernel.events.public import Actor, record


class CorrectionWaits(ValueError):
    """A correction of this case waits for its confirmation already."""


@transaction.atomic
def ask_correction(
    *, case: Case, ver: int, ended_at: datetime, text: str, by: Actor, now: datetime
) -> EndCorrection:
    """Ask that the result was ready at another moment; another head confirms it (`correct_end`). The case does not change.

    Raises: NotYourTurn for everybody but the head of the agency that settled it; NotSettled, NoteRefused, Stale,
    YearClosed, CorrectionWaits, and the kinds of WrongEnd.
    """
    check_can_correct(case, by)
    held = Case.objects.select_for_update().get(pk=case.pk)
    if held.ver != ver:
        raise Stale(case.pk)
    timeliness = check_end(held, ended_at, now)
    assert held.settled_at is not None
    check_years_open(held.settled_at, ended_at)
    if held.end_corrections.filter(state=EndCorrection.State.WAITING).exists():
        raise CorrectionWaits(case.pk)
    note_id, note = write_note(case, Note.Kind.CORRECTION, text, by=by, now=now, for_citizen=False)
    asked = EndCorrection.objects.create(
        case=case,
        ended_at=ended_at,
        timeliness=timeliness,
        old_ended_at=held.settled_at,
        old_timeliness=held.timeliness,
        note_id=note_id,
        asked_by_id=by.user_id or 0,
        asked_at=now,
    )
    event = EndCorrectionAsked(
        case_id=case.pk, correction=asked.pk, asked_settled_at=ended_at, note_id=note_id, note=note
    )
    record(event, by=by, at=now)
    return asked


@transaction.atomic
def refuse_correction(*, correction: EndCorrection, by: Actor, now: datetime) -> None:
    """The end stands: by who may confirm, or taken back by who asked. Raises: NotYourTurn, Conflict."""
    held = waiting_correction(correction)
    if held.asked_by_id != by.user_id:
        check_can_confirm_correction(held.case, held.asked_by_id, by)
    held.state, held.decided_by_id, held.decided_at = EndCorrection.State.REFUSED, by.user_id, now
    held.save(update_fields=["state", "decided_by", "decided_at"])
    record(EndCorrectionRefused(case_id=held.case_id, correction=held.pk), by=by, at=now)
