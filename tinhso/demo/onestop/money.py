"""The fees of a synthetic dossier: asked when it is handed in, paid by transfer or in cash, each with its receipt."""

from datetime import datetime, timedelta
from typing import Any

from tinhso.demo.onestop.rows import Rows
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.site.public import new_row
from tinhso.lib.money.fees import Line, lines_by_due, price, total, unknown
from tinhso.onestop.bulk import FeeCharge, Offer, Payment, PortalFee, charges_of, fee_asked
from tinhso.onestop.events import FeeAmountSet, PaymentReceived

PAYS_AT_ONCE = 0.78  # of those who hand in online so many pay the same hour
BY_TRANSFER = 0.3  # of what is paid at the hand-over
FIRST_MINUTES, LAST_MINUTES = 4, 45
AMOUNT_BASIS = "Nơi tiếp nhận xác định khi tiếp nhận (mô phỏng)"


def asks(offer: Offer) -> dict[str, list[Line]]:
    """What is owed by who answers nothing, by when it is due."""
    version = offer.version
    return lines_by_due(version.fees, {}, otherwise=version.fee_due, on=version.valid.lower)


def paid_with_result(offer: Offer) -> bool:
    """Whether all that is owed is known from the start and due when the result is handed over."""
    found = asks(offer)
    return set(found) == {"hand_over"} and not unknown(found["hand_over"])


def _state(lines: list[Line]) -> FeeCharge.State:
    return FeeCharge.State.OPEN if total(lines) or unknown(lines) else FeeCharge.State.EXEMPT


class Money(Rows):
    """Adds charges and payments; money only ever comes in exactly."""

    def _ask_fee(self, by: Actor, at: datetime) -> None:
        charges = charges_of(self.dossier.dossier, at, code_days=self.setting.code_days(at))
        if not charges:
            return
        for charge in charges:
            charge.pk = self.setting.keys.of(FeeCharge)
            self._event(fee_asked(charge), by, at)
        self.dossier.charges = charges
        minutes, chance = self.rng.randint(FIRST_MINUTES, LAST_MINUTES), self.rng.random()
        if self.plot.owes:
            return
        if self.online and chance < PAYS_AT_ONCE:
            self._pay_online(at + timedelta(minutes=minutes))
        elif self.plot.stop == "hand_over":  # the desk has only to hand it over
            self._pay(Payment.Channel.CASH, at)

    def _settle_fees_before_acceptance(self, at: datetime) -> None:
        """The desk enters the amounts that the answers did not tell, and takes what is due before it accepts."""
        for charge in self.dossier.charges:
            if charge.awaits_amount:
                self._enter_amounts(charge, at)
        way = Payment.Channel.VIETQR if self.online else Payment.Channel.CASH
        for charge in self.dossier.charges:
            if charge.due == FeeCharge.Due.ACCEPT:
                self._pay_one(charge, way, at)

    def _enter_amounts(self, charge: FeeCharge, at: datetime) -> None:
        """What was announced for the first line that waits; the others, and what nobody announced, are not owed."""
        lines, awaits_amount = charge.parts, False
        for n, line in enumerate(charge.parts):
            if line.due is not None:
                continue
            amount = 0 if awaits_amount else line.announced or 0
            awaits_amount, lines[n] = True, price(line, amount, AMOUNT_BASIS)
            words: dict[str, Any] = {"charge_id": charge.pk, "line": n, "amount": amount}
            words |= {"total": total(lines), "state": _state(lines)}
            self._event(FeeAmountSet(case_id=self.case.pk, **words), self.team.desk, at)
            charge.ver += 1
        charge.lines, charge.total, charge.awaits_amount = (
            [one.to_json() for one in lines],
            total(lines),
            False,
        )
        if not charge.total:
            charge.state, charge.exempt_reason = FeeCharge.State.EXEMPT, AMOUNT_BASIS
        else:
            self._event(fee_asked(charge), self.team.desk, at)

    def _pay_online(self, at: datetime) -> None:
        """At the national portal, where the dossier came from there; it tells the fee, and we count it."""
        portal = self.dossier.portal
        for charge in self.dossier.charges:
            payment = self._pay_one(
                charge, Payment.Channel.NATIONAL_PORTAL if portal else Payment.Channel.VIETQR, at
            )
            if portal and payment:
                words = {"name": charge.parts[0].name[:200], "amount": charge.total, "payment": payment}
                fee = new_row(PortalFee, portal_dossier=portal, **words)
                fee.reference, fee.paid_at = f"MP{charge.pk:012}", at
                self.dossier.portal_fees.append(fee)

    def _pay_rest(self, at: datetime) -> None:
        """What is still open when the result is handed over is paid then."""
        by_transfer = self.rng.random() < BY_TRANSFER
        self._pay(Payment.Channel.VIETQR if by_transfer else Payment.Channel.CASH, at)

    def _pay(self, channel: Payment.Channel, at: datetime) -> None:
        for charge in self.dossier.charges:
            self._pay_one(charge, channel, at)

    def _pay_one(self, charge: FeeCharge, channel: Payment.Channel, at: datetime) -> Payment | None:
        if not charge.rest or at >= self.setting.now:
            return None
        transfer, cash = channel == Payment.Channel.VIETQR, channel == Payment.Channel.CASH
        payment = new_row(
            Payment,
            pk=self.setting.keys.of(Payment),
            charge=charge,
            agency=charge.agency,
            channel=channel,
            state=Payment.State.COUNTED,
            finding=Payment.Finding.EXACT,
            amount=charge.rest,
            bank_ref=f"MP{charge.pk:012}" if transfer else None,
            memo=charge.pay_code if transfer else "",
            paid_at=at,
            receipt=self.setting.numbers.receipt(charge.agency, at),
            officer_id=self.team.desk.user_id if cash else None,
            ver=2,
        )
        self.dossier.payments.append(payment)
        charge.paid, charge.state, charge.ver = charge.total, FeeCharge.State.PAID, charge.ver + 1
        event = PaymentReceived(
            case_id=self.case.pk,
            payment_id=payment.pk,
            amount=payment.amount,
            channel=payment.channel,
            finding=payment.finding,
            counted=True,
            charge_id=charge.pk,
            charge_state=FeeCharge.State.PAID,
        )
        self._event(event, self.team.desk if cash else SYSTEM, at)
        return payment
