from datetime import datetime

from django.db import transaction

from tinhso.casework.case import turns
from tinhso.casework.case.notes import write_note
from tinhso.casework.case.permissions import NotYourTurn, check_is_applicant
from tinhso.casework.clocks import running
from tinhso.casework.models import Case, Note
from tinhso.casework.models.case import Conflict
from tinhso.casework.models.states import State
from tinhso.casework.moves.events import CaseWithdrawn
from tinhso.kernel.events.public import Actor, record


class AlreadySettled(Conflict):
    """The result is ready; what is decided cannot be withdrawn."""


@transaction.atomic
def withdraw_case(*, case: Case, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The citizen takes the case back before it is decided.

    Raises: NotYourTurn, Stale, Unlawful, AlreadySettled.
    """
    check_is_applicant(case, by)
    _withdraw(case, ver, text, by, now, for_citizen=True)


@transaction.atomic
def withdraw_office_case(*, case: Case, ver: int, text: str, by: Actor, now: datetime) -> None:
    """An office takes back, before it is decided, what it asked of another. Who of it may, the system knows that opened the case.

    Raises: NotYourTurn where a person handed it in, or for somebody who does not see it; Stale, Unlawful, AlreadySettled.
    """
    handed_in = case.person_id or case.submitter_id or case.source != Case.Source.INTERNAL
    if handed_in or not by.is_officer or not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise NotYourTurn(case.pk)
    _withdraw(case, ver, text, by, now, for_citizen=False)


def _withdraw(case: Case, ver: int, text: str, by: Actor, now: datetime, *, for_citizen: bool) -> None:
    if case.settled_at:
        raise AlreadySettled(case.pk)
    for name in ("reply", "settle"):
        running.stop(case, name, now=now)
    case.move(ver=ver, state=State.WITHDRAWN, finished_at=now, outcome="withdrawn")
    turns.end_turns(case.pk)
    note_id = note = None
    if text.strip():
        note_id, note = write_note(case, Note.Kind.WITHDRAWAL, text, by=by, now=now, for_citizen=for_citizen)
    record(CaseWithdrawn(case_id=case.pk, step=case.step or None, note_id=note_id, note=note), by=by, at=now)
