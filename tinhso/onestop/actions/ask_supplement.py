from datetime import datetime

from django.db import transaction

from tinhso.casework.public import request_supplement
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier, Slip
from tinhso.onestop.slips import write_slip


@transaction.atomic
def ask_supplement(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip:
    """Ask once for everything that is missing (form 02). NotYourTurn, Stale, Unlawful, AskedBefore, NoteRefused."""
    note_id = request_supplement(case=dossier.case, ver=ver, text=text, by=by, now=now)
    return write_slip(dossier, Slip.Form.SUPPLEMENT, by=by, now=now, note_id=note_id)
