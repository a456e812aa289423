from datetime import datetime

from django.db import transaction

from tinhso.casework.public import (
    Note,
    NoteRefused,
    NotYourTurn,
    advance_case,
    check_can_act,
    check_not_asked,
)
from tinhso.kernel.events.public import Actor
from tinhso.onestop.handling.timing import asks_in_time
from tinhso.onestop.models import Dossier


class StillInTime(Exception):
    """The days for asking are not over: it is asked at once, by one."""


@transaction.atomic
def propose_late_supplement(
    *, dossier: Dossier, ver: int, text: str, reason: str, by: Actor, now: datetime
) -> None:
    """The examiner finds something missing too late, and hands the head what to ask for and why it was not asked before.

    Raises: NotYourTurn, Stale, NoteRefused, AskedBefore, StillInTime.
    """
    check_can_act(dossier.case, by)
    if dossier.case.step != "examine":
        raise NotYourTurn(dossier.pk)
    if not (text.strip() and reason.strip()):
        raise NoteRefused("Nhập nội dung và lý do.")
    check_not_asked(dossier.case, now)
    if asks_in_time(dossier, now):
        raise StillInTime(dossier.pk)
    words = f"{text.strip()}\nVì sao yêu cầu sau hạn: {reason.strip()}"
    advance_case(case=dossier.case, ver=ver, by=by, now=now, finding=words, kind=Note.Kind.LATE_ASK)
