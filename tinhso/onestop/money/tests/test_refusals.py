"""What the deeds on money refuse: messages that are not the bank's, other hands, old pages, money that came already."""

import time
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from tinhso.lib.messages.signed_message import BadSignature, TooOld, sign
from tinhso.onestop.models import ChargeChanged, FeeCharge, Payment
from tinhso.onestop.models.money.payment import PaymentChanged
from tinhso.onestop.money.actions.hear_bank import NotAMessage, Replayed, hear_bank
from tinhso.onestop.money.actions.match_payment import match_payment
from tinhso.onestop.money.actions.receive_payment import Transfer, UnknownAccount, receive_transfer
from tinhso.onestop.money.actions.recount_fee import recount_fee
from tinhso.onestop.money.actions.refund_payment import ask_refund
from tinhso.onestop.money.actions.waive_fee import MoneyTaken, waive_fee
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.tests.makers import NOW


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop)


def hear(body: bytes, *, secret: str = SECRET, nonce: str = "", ago: int = 0):
    moment, nonce = int(time.time()) - ago, nonce or uuid4().hex
    words = {"moment": str(moment), "nonce": nonce, "signature": sign(secret, moment, nonce, body)}
    return hear_bank(body=body, real_now=timezone.now(), now=NOW, **words)


def test_a_message_is_signed_fresh_heard_once_and_tells_of_a_transfer(paying):
    with pytest.raises(BadSignature):
        hear(message("x", 1000), secret="khac")
    with pytest.raises(TooOld):
        hear(message("x", 1000), ago=3600)
    hear(message("x", 1000), nonce="mot-lan-duy-nhat-0001")
    with pytest.raises(Replayed):
        hear(message("x", 1000), nonce="mot-lan-duy-nhat-0001")
    for body in (
        b"{}",
        b"[]",
        b"khong",
        message("x", 0),
        message("x", -5),
        message("x\0", 5),
        message("x", 10**12),
    ):
        with pytest.raises(NotAMessage):
            hear(body)
    with pytest.raises(UnknownAccount):
        hear(message("x", 1000, account="999"))
    assert Payment.objects.count() == 1


def test_a_transfer_to_an_account_of_nobody_is_not_taken_in(paying):
    with pytest.raises(UnknownAccount):
        receive_transfer(Transfer("FT1", "999", 1000, "x", NOW), now=NOW)


def test_a_fee_is_recounted_and_waived_by_the_desk_as_it_was_seen_before_money_came(paying):
    dossier = paying.dossier("receive")
    charge = charge_of(dossier)
    line_number = next(n for n, one in enumerate(charge.parts) if one.per != "dossier")
    words = {"charge_id": charge.pk, "ver": charge.ver, "line": line_number, "quantity": 2, "now": NOW}
    for name in ("emi", "chi", "bao", "an"):
        with pytest.raises(PermissionDenied):
            recount_fee(by=paying.actor(name), **words)
    binh = paying.actor("binh")
    with pytest.raises(ChargeChanged):
        recount_fee(by=binh, **words | {"ver": charge.ver + 1})
    with pytest.raises(ValueError):
        recount_fee(by=binh, **words | {"quantity": -1})
    post_message(message(f"CHUYEN TIEN {charge.pay_code} FT24", charge.total))
    paid = FeeCharge.objects.get(pk=charge.pk)
    with pytest.raises(MoneyTaken):
        waive_fee(charge_id=paid.pk, ver=paid.ver, reason="Hộ nghèo", paper="GN 1", by=binh, now=NOW)


@pytest.mark.long
def test_a_payment_is_matched_and_given_back_as_it_was_seen(paying):
    charge = charge_of(paying.dossier("receive"))
    binh = paying.actor("binh")
    post_message(message("khong ro", charge.total))
    waiting = Payment.objects.get()
    words = {"code": charge.dossier.case.code, "note": "", "by": binh, "now": NOW}
    with pytest.raises(PaymentChanged):
        match_payment(payment=waiting, ver=waiting.ver + 1, **words)
    with pytest.raises(PaymentChanged):
        ask_refund(payment_id=waiting.pk, ver=waiting.ver + 1, reason="Nộp nhầm", by=binh, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
