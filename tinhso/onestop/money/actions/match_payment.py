from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import FeeCharge, Payment
from tinhso.onestop.money.actions.receive_payment import count
from tinhso.onestop.money.events import PaymentMatched, PaymentMovedAway
from tinhso.onestop.money.permissions import check_can_collect


class NothingOwed(Exception):
    """No open charge of this agency has that dossier code: the money can only be given back."""


@transaction.atomic
def match_payment(*, payment: Payment, ver: int, code: str, note: str, by: Actor, now: datetime) -> None:
    """Count a payment that waits for the open charge of that dossier.

    Raises: PermissionDenied, NothingOwed, PaymentChanged.
    """
    check_can_collect(by, payment.agency_id)
    open_ones = FeeCharge.objects.select_for_update(of=("self",)).whole().filter(state=FeeCharge.State.OPEN)
    open_ones = open_ones.filter(awaits_amount=False)
    found = list(open_ones.filter(dossier__case__code=code, agency_id=payment.agency_id))
    # What the transfer named, else the duty that holds the dossier up, else the fee.
    found.sort(key=lambda one: (one.pk != payment.charge_id, not one.is_duty))
    charge = found[0] if found else None
    refunds = payment.refunds.exclude(state="refused")
    if charge is None or charge.dossier.case.is_final or payment.state != Payment.State.WAITING or refunds:
        raise NothingOwed(payment.pk)
    named = payment.charge.dossier_id if payment.charge else charge.dossier_id
    payment.move(ver=ver, charge=charge, note=note, officer_id=by.user_id)
    count(payment, now=now)
    if named != charge.dossier_id:
        record(PaymentMovedAway(case_id=named, payment_id=payment.pk), by=by, at=now)
    record(matched(payment, charge), by=by, at=now)


def matched(payment: Payment, charge: FeeCharge) -> PaymentMatched:
    return PaymentMatched(
        case_id=charge.dossier_id,
        payment_id=payment.pk,
        amount=payment.amount,
        channel=Payment.Channel(payment.channel),
        charge_id=charge.pk,
        charge_state=FeeCharge.State(charge.state),
    )
