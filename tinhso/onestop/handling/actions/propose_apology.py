from datetime import datetime

from django.db import transaction

from tinhso.casework.public import (
    Note,
    NoteRefused,
    NotYourTurn,
    TooLateToReappoint,
    advance_case,
    check_can_act,
)
from tinhso.kernel.events.public import Actor
from tinhso.onestop.handling.timing import reappoints_in_time
from tinhso.onestop.models import Dossier


@transaction.atomic
def propose_apology(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The examiner says in time that it will be late, and why: the head apologises and sets the new date, or sends it back.

    Raises: NotYourTurn, Stale, NoteRefused, TooLateToReappoint (also where there was a new date before).
    """
    check_can_act(dossier.case, by)
    if dossier.case.step != "examine":
        raise NotYourTurn(dossier.pk)
    if not text.strip():
        raise NoteRefused("Nhập nội dung.")
    if not reappoints_in_time(dossier, now):
        raise TooLateToReappoint(dossier.pk)
    advance_case(case=dossier.case, ver=ver, by=by, now=now, finding=text, kind=Note.Kind.APOLOGY_ASK)
