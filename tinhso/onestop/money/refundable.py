"""How much of the money that came in may go back. Excess belongs to the charge, not to one of its payments."""

from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from tinhso.onestop.models import FeeCharge, Payment, Refund

R = Refund.State


@dataclass(frozen=True)
class ExcessState:
    """Đồng that came in too much for a charge: how much went back, is on its way, and may still be asked for."""

    excess: int
    paid_back: int
    under_way: int

    @property
    def rest(self) -> int:
        return max(0, self.excess - self.paid_back - self.under_way)

    @property
    def not_back(self) -> int:
        """What the payer still waits for."""
        return max(0, self.excess - self.paid_back)


def excess_of(charge: FeeCharge) -> int:
    return max(0, charge.paid - charge.total) if charge.state == FeeCharge.State.PAID else 0


def excess_state(charge: FeeCharge) -> ExcessState:
    """One query where too much came in, none else."""
    excess = excess_of(charge)
    if not excess:
        return ExcessState(0, 0, 0)
    by_state = dict(refunds_of_excess(charge).values_list("state").annotate(sum=Sum("amount")).order_by())
    under_way = by_state.get(R.ASKED, 0) + by_state.get(R.APPROVED, 0)
    return ExcessState(excess, by_state.get(R.PAID, 0), under_way)


def refunds_of_excess(charge: FeeCharge) -> QuerySet[Refund]:
    """Refunds of what was counted for the charge; a payment that only waited goes back beside them."""
    return Refund.objects.filter(payment__charge=charge, payment__state=Payment.State.COUNTED)


def refundable(payment: Payment, *, settled_beside: int = 0) -> int:
    """Đồng that may go back by this payment: the whole of what waits, else what is left of the excess of its charge.

    Every refund that is asked for counts; with `settled_beside`, the id of a refund that is being decided, only what
    was approved or paid beside it. Call it under the charge's lock where money hangs on it.
    """
    refunds = payment.refunds.exclude(pk=settled_beside).exclude(state=R.REFUSED)
    if refunds.exists():
        return 0
    if payment.state == Payment.State.WAITING:
        return payment.amount
    if payment.state != Payment.State.COUNTED or payment.charge is None or not payment.bank_ref:
        return 0
    states = [R.APPROVED, R.PAID] if settled_beside else [R.ASKED, R.APPROVED, R.PAID]
    from_excess = refunds_of_excess(payment.charge).exclude(pk=settled_beside).filter(state__in=states)
    left = excess_of(payment.charge) - (from_excess.aggregate(sum=Sum("amount"))["sum"] or 0)
    return max(0, min(payment.amount, left))
