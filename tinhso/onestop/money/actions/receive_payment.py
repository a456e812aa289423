"""Money comes in: from the bank's message, or in cash at the desk."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.events.public import SYSTEM, Actor, next_number, record
from tinhso.kernel.people.public import Agency
from tinhso.onestop.models import CollectionAccount, FeeCharge, Payment
from tinhso.onestop.money.actions.end_duty_pause import end_duty_pause
from tinhso.onestop.money.events import PaymentReceived
from tinhso.onestop.money.permissions import check_can_collect

CODE = re.compile(r"TS[A-HJ-NP-Z2-9]{10}")
F, S = Payment.Finding, Payment.State


class UnknownAccount(LookupError):
    """The bank tells of an account that is none of ours."""


class OtherAmount(Exception):
    """Cash is taken exactly as owed: the desk gives change."""


@dataclass(frozen=True)
class Transfer:
    """One line of the bank's statement: whole đồng into that account, at that moment."""

    bank_ref: str
    account: str
    amount: int
    memo: str
    paid_at: datetime


@transaction.atomic
def receive_transfer(transfer: Transfer, *, now: datetime) -> Payment:
    """Take in a transfer once, however often and from however many sides it is told.

    Raises: UnknownAccount.
    """
    account = CollectionAccount.objects.filter(number=transfer.account).first()
    if account is None:
        raise UnknownAccount
    charge = _charge_of(transfer.memo, account.agency_id)
    payment_before = Payment.objects.filter(bank_ref=transfer.bank_ref).first()
    if payment_before is not None:
        return payment_before
    finding = judge(charge, transfer.amount, now)
    payment = Payment(
        charge=charge,
        agency_id=account.agency_id,
        channel=Payment.Channel.VIETQR,
        state=S.COUNTED if finding in {F.EXACT, F.SHORT, F.OVER} else S.WAITING,
        finding=finding,
        amount=transfer.amount,
        bank_ref=transfer.bank_ref,
        memo=transfer.memo[:200],
        paid_at=transfer.paid_at,
    )
    try:
        with transaction.atomic():
            payment.save(force_insert=True)
    except IntegrityError:  # told twice at once, of no charge that could be locked
        return Payment.objects.get(bank_ref=transfer.bank_ref)
    take(payment, by=SYSTEM, now=now)
    return payment


@transaction.atomic
def receive_cash(*, charge_id: int, ver: int, amount: int, by: Actor, now: datetime) -> Payment:
    """Cash at the desk, exactly the rest that is owed; the receipt gets its number.

    Raises: PermissionDenied, ChargeChanged, OtherAmount.
    """
    charge = FeeCharge.objects.select_for_update(of=("self",)).whole().get(pk=charge_id)
    check_can_collect(by, charge.agency_id)
    charge.move(ver=ver)  # an old page shows an old amount
    if amount != charge.rest or not amount:
        raise OtherAmount
    payment = Payment.objects.create(
        charge=charge,
        agency_id=charge.agency_id,
        channel=Payment.Channel.CASH,
        state=S.COUNTED,
        finding=F.EXACT,
        amount=amount,
        paid_at=now,
        officer_id=by.user_id,
    )
    take(payment, by=by, now=now)
    return payment


def judge(charge: FeeCharge | None, amount: int, now: datetime) -> Payment.Finding:
    """What is odd about that much money for that charge now."""
    if charge is None:
        return F.UNKNOWN
    if charge.dossier.case.is_final:
        return F.LATE
    if charge.state != FeeCharge.State.OPEN:
        return F.TWICE
    if charge.awaits_amount:
        return F.EARLY
    if now > charge.expires_at:
        return F.EXPIRED
    return difference(charge, amount)


def difference(charge: FeeCharge, amount: int) -> Payment.Finding:
    """Whether it is what the charge still owes, less or more."""
    return F.EXACT if amount == charge.rest else F.SHORT if amount < charge.rest else F.OVER


def count(payment: Payment, *, now: datetime) -> None:
    """Add a payment to its locked charge, let a dossier that waited for it go on, and number the receipt, last of all."""
    charge = payment.charge
    assert charge is not None  # the constraint says so
    paid = charge.paid + payment.amount
    state = FeeCharge.State.PAID if paid >= charge.total else FeeCharge.State.OPEN
    charge.move(ver=charge.ver, paid=paid, state=state)
    end_duty_pause(charge, now=now)
    payment.move(ver=payment.ver, state=S.COUNTED, receipt=receipt_number(charge, now))


def receipt_number(charge: FeeCharge, now: datetime) -> str:
    """`<mã định danh>-<năm>E-0000001`: by agency, year and series, without a gap and never again."""
    series = receipt_series(charge.agency, now)
    return f"{series}-{next_number(f'bien-lai:{series}'):07}"


def receipt_series(agency: Agency, day: date) -> str:
    """The agency and year of a receipt's number."""
    return f"{agency.ident_code or agency.pk}-{day:%y}E"


def _charge_of(memo: str, agency_id: int) -> FeeCharge | None:
    """The charge of this agency that the memo names, locked; banks put their own words around ours."""
    codes = CODE.findall(re.sub(r"[^A-Z0-9]", "", memo.upper()))
    charges = FeeCharge.objects.select_for_update(of=("self",)).whole()
    return charges.filter(pay_code__in=codes, agency_id=agency_id).order_by("pk").first()


@transaction.atomic
def take(payment: Payment, *, by: Actor, now: datetime) -> None:
    """Count it where it is to be counted, and tell of it; the charge is locked."""
    is_counted = payment.state == S.COUNTED
    if is_counted:
        count(payment, now=now)
    charge = payment.charge
    event = PaymentReceived(
        case_id=charge.dossier_id if charge else None,
        charge_id=charge.pk if charge else None,
        charge_state=FeeCharge.State(charge.state) if charge else None,
        payment_id=payment.pk,
        amount=payment.amount,
        channel=payment.channel,
        finding=payment.finding,
        counted=is_counted,
    )
    record(event, by=by, at=now)
