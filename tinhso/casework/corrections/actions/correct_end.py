from datetime import datetime

from django.db import transaction

from tinhso.casework.corrections.closed_years import check_years_open
from tinhso.casework.corrections.events import CaseEndCorrected
from tinhso.casework.corrections.permissions import check_can_confirm_correction
from tinhso.casework.models import Case, Clock, ClockPause, EndCorrection
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.casework.moves.actions.finish_case import NotSettled
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.lib.legal_time.clock import result


class WrongEnd(ValueError):
    """The case cannot have ended then."""


class EndInFuture(WrongEnd):
    """The corrected moment lies ahead of now."""


class EndBeforeReceipt(WrongEnd):
    """The corrected moment lies before the case was received."""


class EndAfterHandOver(WrongEnd):
    """The result was handed over before that moment."""


class EndBeforeWaitIsOver(WrongEnd):
    """The case still waited, for a supplement or by law, at that moment."""


class EndUnchanged(WrongEnd):
    """The case already ends at that moment."""


@transaction.atomic
def correct_end(*, correction: EndCorrection, by: Actor, now: datetime) -> None:
    """The second head's word: the result was ready at that moment; early, on time or late follows from it.

    The event keeps both moments and what came of each; no earlier event changes. Raises: NotYourTurn for who asked and
    everybody but a head of the agency that settled it or of one above; Conflict, YearClosed, and the kinds of WrongEnd.
    """
    held = waiting_correction(correction)
    case, ended_at = held.case, held.ended_at
    check_can_confirm_correction(case, held.asked_by_id, by)
    check_end(case, ended_at, now)
    old_end, old_timeliness = case.settled_at, case.timeliness
    assert old_end is not None
    check_years_open(old_end, ended_at)
    timeliness = stop_again(case, ended_at)
    finished_at = ended_at if case.state == State.REFUSED else case.finished_at
    case.move(ver=case.ver, settled_at=ended_at, timeliness=timeliness, finished_at=finished_at)
    held.old_ended_at, held.old_timeliness, held.timeliness = old_end, old_timeliness, timeliness
    held.state, held.decided_by_id, held.decided_at = EndCorrection.State.CONFIRMED, by.user_id, now
    held.save()
    record(
        CaseEndCorrected(
            case_id=case.pk,
            old_settled_at=old_end,
            new_settled_at=ended_at,
            old_timeliness=old_timeliness or None,
            new_timeliness=timeliness or None,
            note_id=held.note_id,
            note=commit(bytes(held.note.salt), held.note.text),
            asked_by=held.asked_by_id,
        ),
        by=by,
        at=now,
    )


def waiting_correction(correction: EndCorrection) -> EndCorrection:
    """Locked with its case. Raises: Conflict where somebody decided it before."""
    found = EndCorrection.objects.select_for_update(of=("self", "case")).select_related("case", "note")
    held = found.get(pk=correction.pk)
    if held.state != EndCorrection.State.WAITING:
        raise Conflict(held.case_id)
    return held


def check_end(case: Case, ended_at: datetime, now: datetime) -> str:
    """How the case would be met by that end, "" without a clock.

    Raises: NotSettled, or the kind of WrongEnd.
    """
    if case.settled_at is None:
        raise NotSettled(case.pk)
    received = case.accepted_at or case.submitted_at
    handed_over = case.finished_at if case.state == State.DONE else None
    waits = ClockPause.objects.filter(clock__case=case, ended_at__gt=ended_at)
    for refusal, wrong in (
        (EndUnchanged, ended_at == case.settled_at),
        (EndInFuture, ended_at > now),
        (EndBeforeReceipt, received is not None and ended_at < received),
        (EndAfterHandOver, handed_over is not None and ended_at > handed_over),
        (EndBeforeWaitIsOver, waits.exists()),
    ):
        if wrong:
            raise refusal
    clock = _clock_of(case)
    return "" if clock is None or clock.due_at is None else result(clock.due_at, ended_at).value


def stop_again(case: Case, ended_at: datetime) -> str:
    """Stops the clock of the case at that moment instead; how it was met then, "" without a clock.

    The due date stands: what was promised and how long was waited are not what is corrected.
    """
    clock = _clock_of(case)
    if clock is None or clock.due_at is None:
        return ""
    clock.stopped_at = ended_at
    clock.save(update_fields=["stopped_at"])
    return result(clock.due_at, ended_at).value


def _clock_of(case: Case) -> Clock | None:
    name = Clock.Name.SETTLE if case.accepted_at else Clock.Name.REPLY
    return Clock.objects.filter(case=case, name=name, stopped_at__isnull=False).first()
