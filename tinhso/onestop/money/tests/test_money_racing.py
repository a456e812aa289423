"""The bank tells of the same transfer from two sides at once: one payment, one receipt."""

from functools import partial

import pytest

from tinhso.kernel.events.public import EventRow
from tinhso.onestop.models import Payment, Refund
from tinhso.onestop.money.actions.refund_payment import NothingToRefund, ask_refund
from tinhso.onestop.money.tests.money_makers import SECRET, charge_of, collecting, message, post_message
from tinhso.onestop.tests.test_racing import run_together

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.mark.parametrize("known", [True, False])
def test_two_messages_of_one_transfer_at_once_are_one_payment(shop, settings, known):
    settings.BANK_SECRET = SECRET
    dossier = collecting(shop).dossier("receive")
    memo = charge_of(dossier).pay_code if known else "không rõ"
    bodies = [message(memo, 102_000, ref=f"FT{n // 2}") for n in range(20)]
    statuses = list(run_together(2, [lambda body=body: post_message(body).status_code for body in bodies]))
    assert statuses == [200] * 20
    assert Payment.objects.count() == 10 == EventRow.objects.filter(name="onestop.PaymentReceived").count()
    assert Payment.objects.filter(state="counted").count() == known
    assert charge_of(dossier).paid == 102_000 * known


def test_two_refunds_of_one_excess_at_once_give_back_no_more_than_the_excess(shop, settings):
    settings.BANK_SECRET = SECRET
    dossier = collecting(shop).dossier("receive")
    for amount in (60_000, 150_000):
        post_message(message(charge_of(dossier).pay_code, amount))
    binh = {"by": shop.actor("binh"), "now": shop.now, "reason": "Nộp thừa"}
    asks = [partial(try_refund, payment_id=one.pk, ver=one.ver, **binh) for one in Payment.objects.all()]
    outcomes = list(run_together(2, asks))
    assert sum(Refund.objects.values_list("amount", flat=True)) == 108_000
    assert Refund.objects.count() == 2 - outcomes.count(
        "nothing"
    )  # where the greater one came first it takes all


def try_refund(**words):
    try:
        return ask_refund(**words)
    except NothingToRefund:
        return "nothing"
