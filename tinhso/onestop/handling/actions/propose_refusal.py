from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Note, NoteRefused, NotYourTurn, advance_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


@transaction.atomic
def propose_refusal(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> None:
    """The examiner finds that it cannot be granted and hands the head a draft of the refusal, to give or to send back.

    Raises: NotYourTurn, Stale, NoteRefused.
    """
    if dossier.case.step != "examine":
        raise NotYourTurn(dossier.pk)
    if not text.strip():
        raise NoteRefused("Nhập nội dung.")
    advance_case(case=dossier.case, ver=ver, by=by, now=now, finding=text, kind=Note.Kind.PROPOSAL)
