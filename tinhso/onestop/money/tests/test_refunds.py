"""What came in too much for one charge goes back once, by whichever payments and in whatever order."""

import contextlib

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tinhso.casework.public import Conflict
from tinhso.onestop.models import FeeCharge, Payment, Refund
from tinhso.onestop.money.actions.match_payment import NothingOwed, match_payment
from tinhso.onestop.money.actions.refund_payment import (
    BeyondExcess,
    NothingToRefund,
    RefundDecided,
    ask_refund,
    check_refund_covered,
    complete_refund,
    decide_refund,
)
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.tests.makers import NOW

CHARGE_AMOUNT = 102_000
WHY = {"reason": "Nộp thừa", "now": NOW}
REFUSALS = (NothingOwed, NothingToRefund, RefundDecided, BeyondExcess, Conflict)


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    return collecting(shop)


@pytest.fixture
def dossier(paying):
    return paying.dossier("receive")


def pay(dossier, amount):
    assert post_message(message(charge_of(dossier).pay_code, amount)).status_code == 200
    return Payment.objects.latest("pk")


def ask(paying, payment):
    payment.refresh_from_db()
    return ask_refund(payment_id=payment.pk, ver=payment.ver, by=paying.actor("binh"), **WHY)


def decide(paying, refund, approve=True):
    return decide_refund(refund_id=refund.pk, approve=approve, by=paying.actor("chi"), now=NOW)


def test_two_transfers_to_one_charge_give_its_excess_back_once(paying, dossier):
    first, second = pay(dossier, 60_000), pay(dossier, 150_000)
    assert ask(paying, first).amount == 60_000
    assert ask(paying, second).amount == 48_000  # 108.000 too much in all
    with pytest.raises(NothingToRefund):
        ask(paying, first)


def test_a_refused_refund_leaves_the_excess_to_another_payment(paying, dossier):
    first, second = pay(dossier, 60_000), pay(dossier, 150_000)
    decide(paying, ask(paying, first), approve=False)
    assert ask(paying, second).amount == 108_000


def test_what_was_asked_twice_before_is_approved_and_paid_once(paying, dossier):
    """Rows from before: both refunds ask for the whole excess."""
    asked = []
    for payment in (pay(dossier, 100_000), pay(dossier, 100_000)):
        words = {"amount": 98_000, "reason": "Nộp thừa", "asked_by_id": paying.actor("binh").user_id}
        asked.append(Refund.objects.create(payment=payment, asked_at=NOW, **words))
    decide(paying, asked[0])
    with pytest.raises(BeyondExcess):
        decide(paying, asked[1])
    Refund.objects.filter(pk=asked[1].pk).update(
        state="approved", decided_by=paying.actor("chi").user_id, decided_at=NOW
    )
    chi = paying.town.sign_in(Client(), "chi")
    answer = chi.post(reverse("refund_decide", args=[asked[1].pk]), follow=True)
    assert "Không hoàn thêm" in answer.content.decode()
    with pytest.raises(BeyondExcess):
        check_refund_covered(asked[1])


def test_a_payment_that_only_waited_goes_back_beside_the_excess(paying, dossier):
    over, twice = pay(dossier, 150_000), pay(dossier, CHARGE_AMOUNT)
    assert [ask(paying, one).amount for one in (twice, over)] == [CHARGE_AMOUNT, 48_000]


def test_the_page_of_the_charge_shows_its_refunds_and_what_is_left(paying, dossier):
    first, second = pay(dossier, 60_000), pay(dossier, 150_000)
    refund = ask(paying, first)
    decide(paying, refund)
    complete_refund(refund_id=refund.pk, bank_ref="SBX1", now=NOW)
    ask(paying, second)
    binh, an = (paying.town.sign_in(Client(), who) for who in ("binh", "an"))
    page = binh.get(reverse("fee_charge", args=[charge_of(dossier).pk])).content.decode()
    for sentence in ("Nộp thừa", "108.000", "Đã hoàn cho người nộp", "60.000", "Chờ duyệt hoàn", "48.000"):
        assert sentence in page
    own_page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    assert "Đã hoàn lại cho ông/bà 60.000 đồng" in own_page and "nộp thừa 48.000 đồng" in own_page


def test_a_payment_that_gave_nothing_too_much_offers_no_refund(paying, dossier):
    payment = pay(dossier, CHARGE_AMOUNT)
    page = paying.town.sign_in(Client(), "binh").get(reverse("payment", args=[payment.pk])).content.decode()
    assert "Đề nghị hoàn tiền" not in page


def test_the_cashier_sees_excess_that_came_by_matching_and_no_longer_once_it_is_asked(paying, dossier):
    FeeCharge.objects.update(expires_at=NOW.replace(year=2023))
    payment = pay(dossier, 150_000)  # expired: it waits
    words = {"code": dossier.case.code, "note": "Sao kê", "by": paying.actor("binh"), "now": NOW}
    match_payment(payment=payment, ver=payment.ver, **words)
    binh, link = paying.town.sign_in(Client(), "binh"), reverse("payment", args=[payment.pk])
    todo = binh.get(reverse("fees")).content.decode().partition("Biên lai mới cấp")[0]
    assert link in todo
    decide(paying, ask(paying, payment))
    todo = binh.get(reverse("fees")).content.decode()
    assert link not in todo.partition("Tiền đến cần xử lý")[2].partition("Hoàn tiền")[0]


DEEDS = st.one_of(
    st.tuples(st.just("pay"), st.sampled_from([2_000, 50_000, 100_000, CHARGE_AMOUNT, 150_000])),
    st.tuples(st.sampled_from(["ask", "match", "approve", "refuse", "paid"]), st.integers(0, 5)),
)


@pytest.mark.long
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(DEEDS, min_size=3, max_size=14))
def test_no_order_of_payments_and_refunds_gives_back_more_than_came_in_too_much(paying, dossier, deeds):
    start = transaction.savepoint()
    try:
        for deed, which in deeds:
            try_deed(paying, dossier, deed, which)
            check_money(charge_of(dossier))
    finally:
        transaction.savepoint_rollback(start)


def try_deed(paying, dossier, deed, which):
    if deed == "pay":
        pay(dossier, which)
        return
    rows = list((Payment if deed in ("ask", "match") else Refund).objects.order_by("pk"))
    if not rows:
        return
    row, binh = rows[which % len(rows)], {"by": paying.actor("binh"), "now": NOW}
    words = {"payment": row, "ver": getattr(row, "ver", 0), "code": dossier.case.code, "note": "Sao kê"}
    acts = {
        "ask": lambda: ask(paying, row),
        "match": lambda: match_payment(**words, **binh),
        "approve": lambda: decide(paying, row),
        "refuse": lambda: decide(paying, row, approve=False),
        "paid": lambda: complete_refund(refund_id=row.pk, bank_ref=f"SBX{row.pk}", now=NOW),
    }
    with contextlib.suppress(*REFUSALS):
        acts[deed]()


def check_money(charge):
    """For every charge: what is on its way back of counted money is no more than the excess; the fee itself stays."""
    going = Refund.objects.exclude(state="refused")
    refunds = going.filter(payment__state="counted", payment__charge=charge)
    assert (refunds.aggregate(sum=Sum("amount"))["sum"] or 0) <= max(0, charge.paid - charge.total)
    back = going.filter(state="paid").aggregate(sum=Sum("amount"))["sum"] or 0
    came = Payment.objects.aggregate(sum=Sum("amount"))["sum"] or 0
    assert came - back >= min(charge.paid, charge.total)
    assert all(refund.amount <= refund.payment.amount for refund in going.select_related("payment"))
