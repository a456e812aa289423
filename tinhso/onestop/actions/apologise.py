from datetime import datetime

from django.db import transaction

from tinhso.casework.public import reappoint_case
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier, Slip
from tinhso.onestop.slips import write_slip


@transaction.atomic
def apologise(*, dossier: Dossier, ver: int, new_due: datetime, text: str, by: Actor, now: datetime) -> Slip:
    """Apologise and set one new date (form 04). NotYourTurn, Stale, ReappointedBefore, NewDateNotLater."""
    old = dossier.case.due_at
    note_id = reappoint_case(case=dossier.case, ver=ver, new_due=new_due, text=text, by=by, now=now)
    return write_slip(
        dossier,
        Slip.Form.APOLOGY,
        by=by,
        now=now,
        note_id=note_id,
        due_at=dossier.case.due_at,
        old_due_at=old,
    )
