from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, Note, withdraw_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.dossier.slips import write_slip
from tinhso.onestop.models import Dossier, LinkedPart, Slip
from tinhso.onestop.registration.state import registration_state


class AlreadyRegistered(Conflict):
    """What stands in the register of civil status is not undone by taking the dossier back."""


@transaction.atomic
def withdraw_dossier(*, dossier: Dossier, ver: int, text: str, by: Actor, now: datetime) -> Slip | None:
    """The citizen takes the dossier back.

    Since the rule `onestop.stop_notice` holds, a received dossier gets the desk's stop notice, in the name of
    the officer who received it.

    Raises: NotYourTurn, Stale, Unlawful, AlreadySettled, AlreadyRegistered.
    """
    case = dossier.case
    if registration_state(dossier) == LinkedPart.State.SETTLED:
        raise AlreadyRegistered(dossier.pk)
    withdraw_case(case=case, ver=ver, text=text, by=by, now=now)
    receipt = dossier.slips.filter(form=Slip.Form.RECEIPT).first()
    if receipt is None or not rule_or("onestop.stop_notice", False, on=now.astimezone(HANOI).date()):
        return None
    note = case.notes.filter(kind=Note.Kind.WITHDRAWAL).last()
    note_id, officer_id = note.pk if note else None, receipt.officer_id
    return write_slip(dossier, Slip.Form.STOP, by=by, now=now, note_id=note_id, officer_id=officer_id)
