from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_act, check_not_asked, request_supplement, supplement_until
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer, Head
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.handling.timing import asks_in_time
from tinhso.onestop.models import Dossier, Slip


class AskedTooLate(Exception):
    """The days for it are over, or the due moment has passed: it takes two (`propose_late_supplement`) and stops no time."""


@transaction.atomic
def ask_supplement(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip:
    """Ask once for everything that is missing (form 02).

    Raises: NotYourTurn, Stale, Unlawful, AskedBefore, NoteRefused, AskedTooLate.
    """
    case = dossier.case
    check_can_act(case, by)
    check_not_asked(case, now)
    if not asks_in_time(dossier, now):
        raise AskedTooLate(dossier.pk)
    ends = Head.code if case.step else DeskOfficer.code
    note_id = request_supplement(case=case, ver=ver, text=text, lapse_role=ends, by=by, now=now)
    until = supplement_until(case)
    return write_slip(dossier, Slip.Form.SUPPLEMENT, by=by, now=now, note_id=note_id, due_at=until)
