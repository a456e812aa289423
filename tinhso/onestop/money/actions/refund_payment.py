"""Money goes back: one officer asks, another decides, the bank pays. What goes back is reckoned per charge, under its lock."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.onestop.models import FeeCharge, Payment, PaymentChanged, Refund
from tinhso.onestop.money.events import RefundApproved, RefundAsked, RefundPaid, RefundRefused
from tinhso.onestop.money.permissions import check_can_approve_refund, check_can_collect
from tinhso.onestop.money.refundable import refundable


class NothingToRefund(Exception):
    """The payment counts for what was owed, or is on its way back already."""


class BeyondExcess(Exception):
    """More would go back than came in too much for that charge: other refunds took it already."""


class RefundDecided(Exception):
    """Somebody decided on this refund already."""


@transaction.atomic
def ask_refund(*, payment_id: int, ver: int, reason: str, by: Actor, now: datetime) -> Refund:
    """Ask that what may go back of it be given back.

    Raises: PermissionDenied, NothingToRefund, PaymentChanged.
    """
    payment = _locked(payment_id)
    check_can_collect(by, payment.agency_id)
    amount = refundable(payment)
    if not amount:
        raise NothingToRefund(payment.pk)
    payment.move(ver=ver)
    refund = Refund.objects.create(
        payment=payment, amount=amount, reason=reason, asked_by_id=by.user_id or 0, asked_at=now
    )
    record(RefundAsked(case_id=_case(payment), refund_id=refund.pk, amount=amount), by=by, at=now)
    return refund


@transaction.atomic
def decide_refund(*, refund_id: int, approve: bool, by: Actor, now: datetime) -> Refund:
    """A second person approves or refuses.

    Raises: PermissionDenied, also for the one who asked; RefundDecided; BeyondExcess.
    """
    refund = Refund.objects.select_related("payment__charge", "payment__agency").get(pk=refund_id)
    check_can_approve_refund(by, refund.payment.agency)
    if refund.asked_by_id == by.user_id:
        raise PermissionDenied("Người đề nghị hoàn tiền không được tự duyệt.")
    if approve:
        check_refund_covered(refund)
    state = Refund.State.APPROVED if approve else Refund.State.REFUSED
    _move(refund, Refund.State.ASKED, state=state, decided_by_id=by.user_id, decided_at=now)
    case_id = _case(refund.payment)
    event = (
        RefundApproved(case_id=case_id, refund_id=refund.pk, amount=refund.amount)
        if approve
        else RefundRefused(case_id=case_id, refund_id=refund.pk)
    )
    record(event, by=by, at=now)
    return refund


@transaction.atomic
def check_refund_covered(refund: Refund) -> None:
    """Before it is approved, and each time before the bank is asked.

    Raises: BeyondExcess: with the other refunds of its charge that were approved or paid it is more than came
    in too much.
    """
    if refund.amount > refundable(_locked(refund.payment_id), settled_beside=refund.pk):
        raise BeyondExcess(refund.pk)


@transaction.atomic
def complete_refund(*, refund_id: int, bank_ref: str, now: datetime) -> None:
    """The bank paid it out under that reference.

    Raises: RefundDecided: that is known already.
    """
    refund = Refund.objects.select_related("payment__charge").get(pk=refund_id)
    _move(refund, Refund.State.APPROVED, state=Refund.State.PAID, bank_ref=bank_ref)
    payment = refund.payment
    if payment.state == Payment.State.WAITING:
        payment.move(ver=payment.ver, state=Payment.State.REFUNDED)
    event = RefundPaid(
        case_id=_case(payment),
        refund_id=refund.pk,
        amount=refund.amount,
        payment_id=payment.pk,
        payment_state=Payment.State(payment.state),
    )
    record(event, by=SYSTEM, at=now)


def _locked(payment_id: int) -> Payment:
    """The payment, its charge locked before it: in the order in which money comes in."""
    charge_id = Payment.objects.values_list("charge_id", flat=True).get(pk=payment_id)
    charge = FeeCharge.objects.select_for_update(of=("self",)).whole().filter(pk=charge_id).first()
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment_id)
    if payment.charge_id != charge_id:
        raise PaymentChanged(payment.pk)
    payment.charge = charge
    return payment


def _move(refund: Refund, since: Refund.State, **changes: object) -> None:
    if not Refund.objects.filter(pk=refund.pk, state=since).update(**changes):
        raise RefundDecided(refund.pk)
    for name, value in changes.items():
        setattr(refund, name, value)


def _case(payment: Payment) -> int | None:
    return payment.charge.dossier_id if payment.charge else None
