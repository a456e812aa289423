from datetime import datetime

from django.db import transaction

from tinhso.casework.public import lapse_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.models import Dossier, Slip


@transaction.atomic
def lapse_dossier(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip:
    """Không giải quyết vì quá hạn bổ sung (form 03). Raises: Stale, NotYourTurn, NotLapsed, NoteRefused."""
    note_id = lapse_case(case=dossier.case, ver=ver, text=text, by=by, now=now)
    return write_slip(dossier, Slip.Form.REFUSAL, by=by, now=now, note_id=note_id)
