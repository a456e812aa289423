"""What pages show of fees: lines, how to pay, what came in."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.safestring import SafeString, mark_safe

from tinhso.kernel.events.public import Actor
from tinhso.lib.drawing.qr import qr_svg
from tinhso.lib.money.vietqr import write_vietqr
from tinhso.onestop.models import CollectionAccount, Dossier, FeeCharge, Payment, Refund
from tinhso.onestop.money.permissions import can_approve_refund, can_collect
from tinhso.onestop.money.refundable import ExcessState, excess_state

MOST_ROWS = 100
MOST_RECEIPTS = 20


@dataclass(frozen=True)
class FeeShown:
    """A charge with its payments, and while it is open the account and the QR for the rest.

    `excess` says what came in beyond what is owed, and how much of it went back.
    """

    charge: FeeCharge
    payments: list[Payment]
    account: CollectionAccount | None
    qr: SafeString
    excess: ExcessState


def fees_shown(dossier: Dossier, now: datetime) -> list[FeeShown]:
    """What is owed here: the financial duty that the dossier waits for or last waited for, then its fees as they are due."""
    charges = sorted(dossier.charges.all(), key=lambda one: (one.due, -one.pk))
    duty = next((one for one in charges if one.is_duty), None)
    fees = [one for one in charges if not one.is_duty]
    return [_fee_shown(one, dossier, now) for one in ([duty] if duty else []) + fees]


def _fee_shown(charge: FeeCharge, dossier: Dossier, now: datetime) -> FeeShown:
    charge.dossier = dossier
    payable = charge.rest > 0 and not dossier.case.is_final
    account = CollectionAccount.of(charge.agency_id, now.date()) if payable else None
    # drawn from digits and our code
    qr = mark_safe(qr_svg(vietqr_of(account, charge)) if account else "")  # noqa: S308
    payments = sorted(charge.payments.all(), key=lambda one: (one.paid_at, one.pk))
    return FeeShown(charge, payments, account, qr, excess_state(charge))


def vietqr_of(account: CollectionAccount, charge: FeeCharge) -> str:
    """The text behind the QR of the rest."""
    return write_vietqr(bank=account.bank, account=account.number, memo=charge.pay_code, amount=charge.rest)


def charges_of(by: Actor) -> QuerySet[FeeCharge]:
    """The charges that this officer's desk collects, or that belong to the agency which they head."""
    return FeeCharge.objects.whole().filter(_mine(by))


def refunds_of(charge: FeeCharge) -> list[Refund]:
    """Every refund of the charge's payments, with who asked and who decided."""
    found = Refund.objects.filter(payment__charge=charge).select_related("payment", "asked_by", "decided_by")
    return list(found.order_by("pk"))


def payments_of(by: Actor) -> QuerySet[Payment]:
    return Payment.objects.select_related("agency", "charge__dossier__case").filter(_mine(by))


def open_work(by: Actor) -> dict[str, list[FeeCharge] | list[Payment] | list[Refund]]:
    """What a cashier has to do: charges to collect, payments to sort out, refunds to decide."""
    charges = charges_of(by).filter(state=FeeCharge.State.OPEN, dossier__case__finished_at__isnull=True)
    waiting = payments_of(by).filter(Q(state="waiting") | _over()).filter(_not_going_back())
    receipts = payments_of(by).exclude(receipt="").order_by("-paid_at", "-pk")
    refunds = Refund.objects.filter(state__in=["asked", "approved"], payment__in=payments_of(by))
    return {
        "charges": list(charges.order_by("asked_at")[:MOST_ROWS]),
        "payments": list(waiting.order_by("paid_at")[:MOST_ROWS]),
        "receipts": list(receipts[:MOST_RECEIPTS]),
        "refunds": list(refunds.select_related("payment", "asked_by").order_by("asked_at")[:MOST_ROWS]),
    }


def may(by: Actor, payment: Payment) -> tuple[bool, bool]:
    """Whether this officer collects for the payment's agency, and approves its refunds."""
    return can_collect(by, payment.agency_id), can_approve_refund(by, payment.agency)


def _mine(by: Actor) -> Q:
    return Q(agency_id=by.agency_id or 0) | Q(agency__parent_id=by.agency_id or 0)


def _over() -> Q:
    """Counted, and of a charge whose excess nobody has asked back in full; what was short or exact did not make it."""
    asked = Refund.objects.filter(payment__charge=OuterRef("charge"), payment__state="counted")
    sums = asked.exclude(state="refused").order_by().values("payment__charge").annotate(sum=Sum("amount"))
    refunded = Coalesce(Subquery(sums.values("sum")), 0)
    made_it = ~Q(finding__in=[Payment.Finding.EXACT, Payment.Finding.SHORT])
    return Q(made_it, state="counted", charge__state="paid", charge__paid__gt=F("charge__total") + refunded)


def _not_going_back() -> Q:
    return ~Q(pk__in=Refund.objects.exclude(state="refused").values("payment_id"))
