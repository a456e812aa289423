from datetime import datetime

from django.db import transaction

from tinhso.casework.actions.finish_case import NotSettled
from tinhso.casework.events import CaseEndCorrected
from tinhso.casework.models import Case, Clock, ClockPause, Note
from tinhso.casework.notes import write_note
from tinhso.casework.permissions import check_can_correct
from tinhso.casework.states import State
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.clock import result


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
def correct_end(*, case: Case, ver: int, ended_at: datetime, text: str, by: Actor, now: datetime) -> int:
    """Correct by hand when the result was ready; early, on time or late follows from it. Returns the note's id.

    The event keeps both moments and what came of each; no earlier event changes. NotYourTurn for everybody but the
    head of the agency that settled it; NotSettled, NoteRefused, Stale, and the kinds of WrongEnd.
    """
    check_can_correct(case, by)
    check_end(case, ended_at, now)
    old_end, old_timeliness = case.settled_at, case.timeliness
    note_id, note = write_note(case, Note.Kind.CORRECTION, text, by=by, now=now, for_citizen=False)
    timeliness = stop_again(case, ended_at)
    finished_at = ended_at if case.state == State.REFUSED else case.finished_at
    case.move(ver=ver, settled_at=ended_at, timeliness=timeliness, finished_at=finished_at)
    assert old_end is not None
    record(
        CaseEndCorrected(
            case_id=case.pk,
            old_settled_at=old_end,
            new_settled_at=ended_at,
            old_timeliness=old_timeliness or None,
            new_timeliness=timeliness or None,
            note_id=note_id,
            note=note,
        ),
        by=by,
        at=now,
    )
    return note_id


def check_end(case: Case, ended_at: datetime, now: datetime) -> None:
    """NotSettled, or the kind of WrongEnd."""
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


def stop_again(case: Case, ended_at: datetime) -> str:
    """Stops the clock of the case at that moment instead; how it was met then, "" without a clock.

    The due date stands: what was promised and how long was waited are not what is corrected.
    """
    name = Clock.Name.SETTLE if case.accepted_at else Clock.Name.REPLY
    clock = Clock.objects.filter(case=case, name=name, stopped_at__isnull=False).first()
    if clock is None or clock.due_at is None:
        return ""
    clock.stopped_at = ended_at
    clock.save(update_fields=["stopped_at"])
    return result(clock.due_at, ended_at).value
