"""The fees of a synthetic dossier: asked when it is handed in, paid by transfer or in cash, each with its receipt."""

from datetime import datetime, timedelta

from tinhso.demo.rows import Rows
from tinhso.kernel.events.public import SYSTEM, Actor
from tinhso.kernel.site.public import new_row
from tinhso.onestop.bulk import FeeCharge, Payment, PortalFee, charge_of
from tinhso.onestop.events import FeeAsked, PaymentReceived

PAYS_AT_ONCE = 0.78  # of those who hand in online so many pay the same hour
BY_TRANSFER = 0.3  # of what is paid at the hand-over
FIRST_MINUTES, LAST_MINUTES = 4, 45


class Money(Rows):
    """Adds charge and payments; money only ever comes in exactly."""

    def _ask_fee(self, by: Actor, at: datetime) -> None:
        charge = charge_of(self.dossier.dossier, at, code_days=self.setting.code_days(at))
        if charge is None:
            return
        charge.pk = self.setting.keys.of(FeeCharge)
        self.dossier.charge = charge
        self._event(
            FeeAsked(case_id=self.case.pk, charge_id=charge.pk, total=charge.total, due=charge.due), by, at
        )
        minutes, chance = self.rng.randint(FIRST_MINUTES, LAST_MINUTES), self.rng.random()
        if self.plot.owes:
            return
        if self.online and chance < PAYS_AT_ONCE:
            self._pay_online(at + timedelta(minutes=minutes))
        elif self.plot.stop == "hand_over":  # the desk has only to hand it over
            self._pay(Payment.Channel.CASH, at)

    def _pay_online(self, at: datetime) -> None:
        """At the national portal, where the dossier came from there; it tells the fee, and we count it."""
        portal, charge = self.dossier.portal, self.dossier.charge
        self._pay(Payment.Channel.NATIONAL_PORTAL if portal else Payment.Channel.VIETQR, at)
        if portal and charge and charge.state == FeeCharge.State.PAID:
            fee = new_row(
                PortalFee, portal_dossier=portal, name=charge.parts[0].name[:200], amount=charge.total
            )
            fee.reference, fee.paid_at = f"MP{charge.pk:012}", at
            self.dossier.portal_fees.append(fee)

    def _pay_rest(self, at: datetime) -> None:
        """What is still open when the result is handed over is paid then."""
        by_transfer = self.rng.random() < BY_TRANSFER
        self._pay(Payment.Channel.VIETQR if by_transfer else Payment.Channel.CASH, at)

    def _pay(self, channel: Payment.Channel, at: datetime) -> None:
        charge = self.dossier.charge
        if charge is None or charge.state != FeeCharge.State.OPEN or at >= self.setting.now:
            return
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
        told = PaymentReceived(
            case_id=self.case.pk,
            payment_id=payment.pk,
            amount=payment.amount,
            channel=payment.channel,
            finding=payment.finding,
            counted=True,
        )
        self._event(told, self.team.desk if cash else SYSTEM, at)
