from datetime import datetime

from django.db import transaction

from tinhso.casework.public import request_supplement, supplement_until
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.models import Dossier, Slip


@transaction.atomic
def ask_supplement(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip:
    """Ask once for everything that is missing (form 02).

    Raises: NotYourTurn, Stale, Unlawful, AskedBefore, NoteRefused.
    """
    case = dossier.case
    ends = Head.code if case.step else DeskOfficer.code
    note_id = request_supplement(case=case, ver=ver, text=text, lapse_role=ends, by=by, now=now)
    until = supplement_until(case)
    return write_slip(dossier, Slip.Form.SUPPLEMENT, by=by, now=now, note_id=note_id, due_at=until)
