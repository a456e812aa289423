"""Money of a dossier: owed, told by the bank, counted, sorted out, given back; each refusal by its name."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from sandbox.bank.ledger import Ledger
from sandbox.bank.server import Server
from tinhso.casework.public import withdraw_case
from tinhso.kernel.events.public import EventRow
from tinhso.lib.money.vietqr import read_vietqr, write_vietqr
from tinhso.onestop.handling.actions.accept_dossier import accept_dossier
from tinhso.onestop.handling.actions.hand_over_result import hand_over_result
from tinhso.onestop.handling.fee_gate import FeeOpen
from tinhso.onestop.models import ChargeChanged, CollectionAccount, FeeCharge, HandOver, Payment
from tinhso.onestop.money.actions.match_payment import NothingOwed, match_payment
from tinhso.onestop.money.actions.open_account import open_account
from tinhso.onestop.money.actions.receive_payment import OtherAmount, receive_cash
from tinhso.onestop.money.actions.recount_fee import NothingToCount, recount_fee
from tinhso.onestop.money.actions.refund_payment import (
    NothingToRefund,
    RefundDecided,
    ask_refund,
    complete_refund,
    decide_refund,
)
from tinhso.onestop.money.actions.waive_fee import MoneyTaken, waive_fee
from tinhso.onestop.money.own_contact import accounts_own
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.tests.makers import NOW

WHY = {"reason": "Nộp thừa"}


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop)


@pytest.fixture
def dossier(paying):
    return paying.dossier("receive")


@pytest.fixture
def binh(paying):
    return {"by": paying.actor("binh"), "now": NOW}


def names():
    return list(EventRow.objects.order_by("id").values_list("name", flat=True))


def pay(dossier, amount, **words):
    answer = post_message(message(f"CHUYEN TIEN {charge_of(dossier).pay_code} FT24", amount, **words))
    assert answer.status_code == 200, answer.content
    return Payment.objects.latest("pk")


def test_handing_in_asks_what_the_rules_say(dossier):
    charge = charge_of(dossier)
    assert (charge.total, charge.state, charge.due) == (102_000, "open", "accept")
    assert names()[-1] == "onestop.FeeAsked"


def test_nothing_is_accepted_while_the_fee_is_open_and_all_is_once_it_came(paying, dossier):
    with pytest.raises(FeeOpen):
        accept_dossier(dossier=dossier, **paying.words("binh", dossier))
    payment = pay(dossier, 102_000)
    assert (payment.state, payment.finding) == ("counted", "exact")
    assert payment.receipt.endswith("-24E-0000001")
    assert charge_of(dossier).state == FeeCharge.State.PAID
    dossier = paying.fresh(dossier)
    accept_dossier(dossier=dossier, **paying.words("binh", dossier))


@pytest.mark.long
def test_a_result_is_not_handed_over_while_its_fee_is_open(shop):
    dossier = collecting(shop, "hand_over").dossier("hand_over")
    words = {"how": HandOver.How.DESK, "collected_by": "Lê Thị An", "id_number": ""}
    with pytest.raises(FeeOpen):
        hand_over_result(dossier=dossier, **words, **shop.words("binh", dossier))


@pytest.mark.long
def test_a_batch_that_is_handed_over_says_of_which_the_fee_is_open(shop):
    dossier = collecting(shop, "hand_over").dossier("hand_over")
    chosen = f"{dossier.case.code}|{dossier.case.ver}"
    answer = shop.town.sign_in(Client(), "binh").post(reverse("hand_over_many"), {"chosen": chosen})
    assert answer.status_code == 422
    assert "Hồ sơ chưa nộp đủ phí, lệ phí." in answer.content.decode()


def test_too_little_counts_and_leaves_the_rest_open(dossier):
    payment = pay(dossier, 2_000)
    assert (payment.state, payment.finding, charge_of(dossier).rest) == ("counted", "short", 100_000)
    assert pay(dossier, 100_000).finding == "exact"
    assert charge_of(dossier).state == "paid"


def test_too_much_pays_and_only_the_excess_goes_back(paying, dossier, binh, client):
    payment = pay(dossier, 150_000)
    page = paying.town.sign_in(client, "an").get(f"/ho-so/{dossier.case.code}/").content.decode()
    assert "đã nộp thừa 48.000 đồng" in page
    assert (payment.finding, charge_of(dossier).state) == ("over", "paid")
    assert ask_refund(payment_id=payment.pk, ver=payment.ver, **WHY, **binh).amount == 48_000


def test_paid_twice_waits_for_the_cashier(dossier):
    pay(dossier, 102_000)
    second = pay(dossier, 102_000)
    assert (second.state, second.finding, second.receipt) == ("waiting", "twice", "")
    assert charge_of(dossier).paid == 102_000


def test_money_for_a_dossier_that_ended_waits(paying, dossier, client):
    withdraw_case(case=dossier.case, ver=dossier.case.ver, text="", by=paying.actor("an"), now=NOW)
    page = paying.town.sign_in(client, "an").get(f"/ho-so/{dossier.case.code}/").content.decode()
    assert "không phải nộp" in page and "Chưa nộp" not in page
    assert (pay(dossier, 102_000).finding, charge_of(dossier).paid) == ("late", 0)


def test_money_after_the_code_expired_waits_and_can_be_matched(dossier, binh):
    FeeCharge.objects.update(expires_at=NOW - timedelta(days=1))
    payment = pay(dossier, 102_000)
    assert (payment.state, payment.finding) == ("waiting", "expired")
    match_payment(payment=payment, ver=payment.ver, code=dossier.case.code, note="Sao kê", **binh)
    assert (charge_of(dossier).state, payment.receipt != "") == ("paid", True)
    assert names()[-1] == "onestop.PaymentMatched"


def test_money_without_a_code_of_ours_is_kept_and_matched_once(paying, dossier, binh):
    assert post_message(message("nộp phí giúp", 102_000)).json() == {"taken": True, "finding": "unknown"}
    payment = Payment.objects.get()
    stranger = {"by": paying.actor("bao"), "now": NOW}
    words = {"payment": payment, "ver": payment.ver, "note": "Chứng từ"}
    with pytest.raises(PermissionDenied):
        match_payment(code=dossier.case.code, **words, **stranger)
    with pytest.raises(NothingOwed):
        match_payment(code="không có", **words, **binh)
    match_payment(code=dossier.case.code, **words, **binh)
    with pytest.raises(NothingOwed):
        match_payment(code=dossier.case.code, **words | {"ver": payment.ver}, **binh)


def test_the_bank_is_believed_only_by_its_signature(dossier, settings):
    body = message(charge_of(dossier).pay_code, 102_000)
    assert post_message(body, secret="khác").json() == {"error": "bad_signature"}
    assert post_message(body, ago=301).json() == {"error": "too_old"}
    assert post_message(body, nonce="n" * 20).status_code == 200
    assert post_message(body, nonce="n" * 20).json() == {"error": "replayed"}
    for wrong in (b"[]", b"\xff", message("x", 0), message("x", 5, account=5), message("x", True)):
        assert post_message(wrong).json() == {"error": "not_a_message"}
    assert post_message(message("x", 5, account="999")).json() == {"error": "unknown_account"}
    assert post_message(b"x" * 9000).json() == {"error": "too_large"}
    settings.BANK_SECRET = ""
    assert post_message(body, secret="").json() == {"error": "bad_signature"}
    assert Payment.objects.count() == 1


def test_the_same_transfer_told_again_counts_once(dossier):
    body = message(charge_of(dossier).pay_code, 102_000, ref="FT1")
    assert [post_message(body).status_code for _ in range(3)] == [200] * 3
    assert Payment.objects.count() == 1
    assert names().count("onestop.PaymentReceived") == 1


def test_cash_is_exact_and_only_its_desk_takes_it(paying, dossier, binh):
    charge = charge_of(dossier)
    words = {"charge_id": charge.pk, "ver": charge.ver}
    with pytest.raises(OtherAmount):
        receive_cash(amount=100_000, **words, **binh)
    for who in ("bao", "emi", "chi", "an"):
        with pytest.raises(PermissionDenied):
            receive_cash(amount=102_000, **words, by=paying.actor(who), now=NOW)
    assert receive_cash(amount=102_000, **words, **binh).receipt
    with pytest.raises(ChargeChanged):
        receive_cash(amount=102_000, **words, **binh)


def test_the_desk_counts_pages_again_and_exempts_before_money_came(paying, dossier, binh):
    charge = charge_of(dossier)
    with pytest.raises(NothingToCount):
        recount_fee(charge_id=charge.pk, ver=charge.ver, line=0, quantity=2, **binh)
    recount_fee(charge_id=charge.pk, ver=charge.ver, line=1, quantity=10, **binh)
    charge = charge_of(dossier)
    assert charge.total == 120_000
    paper = {"reason": "Hộ nghèo", "paper": "Giấy chứng nhận số 5"}
    with pytest.raises(PermissionDenied):
        waive_fee(charge_id=charge.pk, ver=charge.ver, **paper, by=paying.actor("bao"), now=NOW)
    with pytest.raises(ChargeChanged):
        waive_fee(charge_id=charge.pk, ver=charge.ver - 1, **paper, **binh)
    waive_fee(charge_id=charge.pk, ver=charge.ver, **paper, **binh)
    with pytest.raises(MoneyTaken):
        recount_fee(charge_id=charge.pk, ver=charge.ver + 1, line=1, quantity=3, **binh)
    assert names()[-2:] == ["onestop.FeeRecounted", "onestop.FeeWaived"]
    accept_dossier(dossier=dossier, **paying.words("binh", dossier))


def test_a_refund_needs_a_second_person_and_is_paid_once(paying, dossier, binh):
    pay(dossier, 102_000)
    first, payment = Payment.objects.earliest("pk"), pay(dossier, 102_000)
    with pytest.raises(NothingToRefund):
        ask_refund(payment_id=first.pk, ver=first.ver, **WHY, **binh)
    refund = ask_refund(payment_id=payment.pk, ver=payment.ver, **WHY, **binh)
    with pytest.raises(NothingToRefund):
        ask_refund(payment_id=payment.pk, ver=payment.ver + 1, **WHY, **binh)
    for who in ("binh", "bao", "emi"):
        with pytest.raises(PermissionDenied):
            decide_refund(refund_id=refund.pk, approve=True, by=paying.actor(who), now=NOW)
    decide_refund(refund_id=refund.pk, approve=True, by=paying.actor("chi"), now=NOW)
    with pytest.raises(RefundDecided):
        decide_refund(refund_id=refund.pk, approve=False, by=paying.actor("chi"), now=NOW)
    complete_refund(refund_id=refund.pk, bank_ref="SBX1", now=NOW)
    with pytest.raises(RefundDecided):
        complete_refund(refund_id=refund.pk, bank_ref="SBX1", now=NOW)
    payment.refresh_from_db()
    assert payment.state == "refunded"
    assert names()[-3:] == ["onestop.RefundAsked", "onestop.RefundApproved", "onestop.RefundPaid"]


@pytest.mark.long
def test_pages_show_the_code_and_the_cashiers_work_within_few_queries(
    paying, dossier, django_assert_max_num_queries
):
    an, binh = (paying.town.sign_in(Client(), who) for who in ("an", "binh"))
    charge = charge_of(dossier)
    with django_assert_max_num_queries(45):
        page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert reverse("pay", args=[dossier.case.code, charge.pk]) in page
    second = pay(dossier, 102_000)
    third = pay(dossier, 102_000)
    with django_assert_max_num_queries(25):
        assert "Nộp lần nữa" in binh.get(reverse("fees")).content.decode()
    for name, pk in (("fee_charge", charge.pk), ("payment", second.pk), ("payment", third.pk)):
        with django_assert_max_num_queries(30):
            assert binh.get(reverse(name, args=[pk])).status_code == 200
        assert paying.town.sign_in(Client(), "bao").get(reverse(name, args=[pk])).status_code == 404
    wrong = binh.post(reverse("payment_refund", args=[third.pk]), {"ver": third.ver, "reason": ""})
    assert (wrong.status_code, "Ghi lý do hoàn tiền." in wrong.content.decode()) == (422, True)
    binh.post(reverse("payment_refund", args=[third.pk]), {"ver": third.ver, "reason": "Nộp hai lần"})
    chi = paying.town.sign_in(Client(), "chi")
    chi.post(reverse("refund_decide", args=[third.refunds.get().pk]))
    assert third.refunds.get().state == "approved"  # no bank is configured: it can be sent again


@pytest.mark.long
def test_an_approved_refund_goes_to_the_bank_at_once(paying, dossier, settings):
    pay(dossier, 102_000)
    payment = pay(dossier, 102_000)
    binh = {"by": paying.actor("binh"), "now": NOW}
    refund = ask_refund(payment_id=payment.pk, ver=payment.ver, **WHY, **binh)
    bank = Server(Ledger(SECRET))
    threading.Thread(target=bank.serve_forever, daemon=True).start()
    settings.BANK_URL, bank.ledger.fault = bank.url, "down"
    chi, address = paying.town.sign_in(Client(), "chi"), reverse("refund_decide", args=[refund.pk])
    assert "chưa trả lời" in chi.post(address, follow=True).content.decode()
    bank.ledger.fault = "refuse"
    assert "từ chối" in chi.post(address, follow=True).content.decode()
    bank.ledger.fault = "none"
    assert "Ngân hàng đã hoàn tiền." in chi.post(address, follow=True).content.decode()
    bank.shutdown()
    bank.server_close()
    refund.refresh_from_db()
    assert (refund.state, [entry.amount for entry in bank.ledger.entries]) == ("paid", [-102_000])


def test_the_payment_code_makes_a_qr_that_names_nobody(dossier):
    charge = charge_of(dossier)
    text = write_vietqr(bank="970415", account="1", memo=charge.pay_code, amount=charge.rest)
    assert read_vietqr(text)["memo"] == charge.pay_code


def test_an_account_is_opened_by_who_keeps_the_catalogue(paying):
    words = {"agency": paying.town.desk_b, "bank": "970415", "bank_name": "Ngân hàng thử", "source": "thử"}
    with pytest.raises(PermissionDenied):
        open_account(number="1", by=paying.actor("binh"), now=NOW, **words)
    assert (
        open_account(number="1", by=paying.actor("quan"), now=NOW, **words).holder == "Bộ phận Một cửa Sở B"
    )
    assert names()[-1] == "onestop.CollectionAccountOpened"


def test_an_account_is_an_agencys_own_in_its_days(paying):
    account = CollectionAccount.objects.first()
    assert [one.owner for one in accounts_own("account", account.number, NOW.date())] == [account.holder]
    assert accounts_own("account", account.number, date(1900, 1, 1)) == []
    assert accounts_own("phone", account.number, NOW.date()) == []
