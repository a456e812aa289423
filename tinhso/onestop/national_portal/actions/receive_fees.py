from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.messages.envelope import Letter
from tinhso.onestop.messages.files import Fetched
from tinhso.onestop.messages.refusal import CannotApply, Refusal
from tinhso.onestop.models import Dossier, PortalArrival, PortalDossier, PortalFee
from tinhso.onestop.money.actions.count_portal_fees import count_portal_fees
from tinhso.onestop.national_portal.events import PortalFeeReceived


@transaction.atomic
def receive_fees(*, arrival: PortalArrival, letter: Letter, files: list[Fetched], now: datetime) -> Dossier:
    """The citizen paid at the national portal. Raises: CannotApply if there is no such dossier."""
    dossier = dossier_for(letter)
    keep_fees(dossier, letter, by=Actor(system=True, person_id=dossier.case.person_id), now=now)
    return dossier


def dossier_for(letter: Letter) -> Dossier:
    """The dossier of that national code, with what moves of it read. Raises: CannotApply if there is none."""
    found = Dossier.objects.whole().filter(portal_dossier__national_code=letter.national_code).first()
    if found is None:
        raise CannotApply(Refusal.NO_DOSSIER)
    return found


def keep_fees(dossier: Dossier, letter: Letter, *, by: Actor, now: datetime) -> None:
    """One row a reference: a fee told twice was paid once. It counts for what the dossier owes."""
    row = PortalDossier.objects.get(dossier=dossier)
    for fee in letter.fees:
        stored, new = PortalFee.objects.get_or_create(
            reference=fee.reference,
            defaults={
                "portal_dossier": row,
                "name": fee.name,
                "amount": fee.amount,
                "paid_at": fee.paid_at,
            },
        )
        if new:
            event = PortalFeeReceived(case_id=dossier.pk, fee_id=stored.pk, amount=fee.amount)
            record(event, by=by, at=now)
    count_portal_fees(dossier, now=now)
