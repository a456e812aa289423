from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.onestop.models import Dossier, FeeCharge, Payment, PortalFee
from tinhso.onestop.money.actions.receive_payment import difference, take


@transaction.atomic
def count_portal_fees(dossier: Dossier, *, now: datetime) -> None:
    """Count what was paid at the national portal for what the dossier owes here, so that nobody is asked twice.

    What is left when nothing can be paid (yet) waits: it is tried again when an amount is entered. A duty is paid by
    its notice alone.
    """
    paid = PortalFee.objects.select_for_update(of=("self",)).filter(
        portal_dossier__dossier=dossier, payment=None
    )
    for fee in paid.order_by("pk"):
        charge = _first_owed(dossier)
        if charge is None:
            return
        payment = Payment.objects.create(
            charge=charge,
            agency_id=charge.agency_id,
            channel=Payment.Channel.NATIONAL_PORTAL,
            state=Payment.State.COUNTED,
            finding=difference(charge, fee.amount),
            amount=fee.amount,
            paid_at=fee.paid_at,
        )
        take(payment, by=SYSTEM, now=now)
        fee.payment = payment
        fee.save(update_fields=["payment"])


def _first_owed(dossier: Dossier) -> FeeCharge | None:
    """What is due before acceptance comes before what is due with the result."""
    charges = FeeCharge.objects.select_for_update(of=("self",)).whole().filter(dossier=dossier)
    payable = charges.filter(state=FeeCharge.State.OPEN, awaits_amount=False).exclude(due=FeeCharge.Due.DUTY)
    return payable.order_by("due").first()
