from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor
from tinhso.onestop.handling.actions.withdraw_dossier import withdraw_dossier
from tinhso.onestop.messages.envelope import Letter
from tinhso.onestop.messages.files import Fetched
from tinhso.onestop.models import Dossier, PortalArrival
from tinhso.onestop.national_portal.actions.receive_fees import dossier_for


@transaction.atomic
def receive_withdrawal(
    *, arrival: PortalArrival, letter: Letter, files: list[Fetched], now: datetime
) -> Dossier:
    """The citizen takes the dossier back at the national portal.

    Raises: AlreadySettled, Unlawful, Stale, CannotApply.
    """
    dossier = dossier_for(letter)
    by = Actor(system=True, person_id=dossier.case.person_id)
    withdraw_dossier(dossier=dossier, ver=dossier.case.ver, text=letter.text, by=by, now=now)
    return dossier
