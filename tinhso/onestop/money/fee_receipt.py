"""Biên lai of one payment as PDF, drawn when asked for; its number stands in the payment."""

from typing import Any

from django.urls import reverse

from tinhso.kernel.papers.public import hand_out, render
from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.public import site_url
from tinhso.lib.money.words import money_words
from tinhso.lib.numbers import vn_number
from tinhso.onestop.dossier.slips import seat_head
from tinhso.onestop.models import FeeCharge, Payment

TITLE = "Biên lai thu phí, lệ phí"


class NoReceipt(LookupError):
    """The money has not been counted, so there is nothing to give a receipt for."""


def receipt_pdf(payment: Payment) -> bytes:
    """The receipt as PDF A5, with the same bytes each time; NoReceipt."""
    charge = payment.charge
    if charge is None or not payment.receipt:
        raise NoReceipt(payment.pk)
    day = payment.paid_at.astimezone(HANOI).date()
    head = seat_head(payment.agency, payment.receipt, day)
    track = site_url(f"{reverse('track')}?ma={charge.dossier.case.code}")
    data = head | {"verify_url": track} | payer(charge) | money(payment, charge)
    pdf = render("fee_receipt", data, at=payment.paid_at)
    return hand_out(pdf, title=TITLE, number=payment.receipt, agency=payment.agency, dated=day)


def payer(charge: FeeCharge) -> dict[str, Any]:
    dossier = charge.dossier
    return {
        "payer": dossier.applicant_name,
        "id_number": dossier.applicant_id_number,
        "address": dossier.address,
        "procedure": dossier.version.procedure.name,
        "code": dossier.case.code,
    }


def money(payment: Payment, charge: FeeCharge) -> dict[str, Any]:
    return {
        "lines": [[p.name, vn_number(p.quantity), vn_number(p.due or 0)] for p in charge.parts],
        "amount": vn_number(payment.amount),
        "words": money_words(payment.amount),
        "channel": payment.get_channel_display(),
        "bank_ref": payment.bank_ref or "",
        "paid_at": payment.paid_at.astimezone(HANOI),
        "collector": payment.officer.full_name if payment.officer else payment.agency.name,
        "refunded": payment.state == Payment.State.REFUNDED,
    }
