from datetime import datetime

from django.db import transaction

from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import check_can_act
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.states import State
from tinhso.casework.supplements.events import SupplementRequested
from tinhso.casework.supplements.waiting_limit import wait_for_citizen
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule


class AskedBefore(Exception):
    """A supplement may be asked only as often as the rule of this day allows (once)."""


class NobodyToAsk(Exception):
    """The case has no person who could complete it."""


def check_not_asked(case: Case, now: datetime) -> None:
    """AskedBefore."""
    if case.notes.filter(kind=Note.Kind.SUPPLEMENT).count() >= rule("supplement.max_times", on=now.date()):
        raise AskedBefore(case.pk)


@transaction.atomic
def request_supplement(
    *,
    case: Case,
    ver: int,
    text: str,
    lapse_role: str,
    by: Actor,
    now: datetime,
    counts: bool = True,
    back_to: str = "",
) -> int:
    """Ask the citizen for everything that is missing, at once. Returns the note's id.

    The clock stands meanwhile, unless the system says that the asking comes too late (`counts`) or the due moment has
    passed. Who holds `lapse_role` at the desk (before acceptance) or at the agency may end the case when nothing
    came; what came goes to who asked, or to the step `back_to`. Raises: NotYourTurn, Stale, Unlawful, AskedBefore, NoteRefused, NobodyToAsk.
    """
    check_can_act(case, by)
    if case.person_id is None:
        raise NobodyToAsk(case.pk)
    check_not_asked(case, now)
    counts = running.pause(case, "settle" if case.step else "reply", "BO_SUNG", now=now, counts=counts)
    due = None if counts else case.due_at
    case.move(ver=ver, state=State.WAITING_CITIZEN, step=back_to or case.step, due_at=due)
    until = wait_for_citizen(case, person_id=case.person_id, lapse_role=lapse_role, now=now)
    note_id, note = write_note(case, Note.Kind.SUPPLEMENT, text, by=by, now=now, for_citizen=True)
    event = SupplementRequested(
        case_id=case.pk, step=case.step or None, note_id=note_id, note=note, until=until, counts=counts
    )
    record(event, by=by, at=now)
    return note_id
