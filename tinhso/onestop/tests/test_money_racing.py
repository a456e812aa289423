"""The bank tells of the same transfer from two sides at once: one payment, one receipt."""

import pytest

from tinhso.kernel.events.public import EventRow
from tinhso.onestop.models import Payment
from tinhso.onestop.tests.money_makers import SECRET, charge_of, collecting, message, tell
from tinhso.onestop.tests.test_racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.long]


@pytest.mark.parametrize("known", [True, False])
def test_two_messages_of_one_transfer_at_once_are_one_payment(shop, settings, known):
    settings.BANK_SECRET = SECRET
    dossier = collecting(shop).dossier("receive")
    memo = charge_of(dossier).pay_code if known else "không rõ"
    bodies = [message(memo, 102_000, ref=f"FT{n // 2}") for n in range(20)]
    told = list(at_once(2, [lambda body=body: tell(body).status_code for body in bodies]))
    assert told == [200] * 20
    assert Payment.objects.count() == 10 == EventRow.objects.filter(name="onestop.PaymentReceived").count()
    assert Payment.objects.filter(state="counted").count() == known
    assert charge_of(dossier).paid == 102_000 * known
