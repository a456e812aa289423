"""A pause for a financial duty: it ends by the payment of the whole, by nothing less and nothing else."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from tinhso.casework.public import ClockPause, State, pause_case, resume_case
from tinhso.kernel.events.public import EventRow
from tinhso.kernel.notices.public import Notice
from tinhso.onestop.models import CollectionAccount, FeeCharge, Payment
from tinhso.onestop.money.actions.match_payment import match_payment
from tinhso.onestop.money.actions.pause_for_duty import DutyOpen, pause_for_duty
from tinhso.onestop.money.actions.waive_fee import waive_fee
from tinhso.onestop.money.tests.money_makers import ACCOUNT, SECRET, collecting, message, post_message
from tinhso.onestop.receivers import tell_resumed
from tinhso.onestop.tests.makers import NOW, SINCE

pytestmark = pytest.mark.long
DUTY_AMOUNT = 5_000_000
WORDS = {"amount": DUTY_AMOUNT, "source": "TB 12/TB-CCT", "text": "Chờ nộp lệ phí trước bạ."}


@pytest.fixture
def paying(shop, settings):
    settings.BANK_SECRET = SECRET
    bank = {"bank": "970415", "bank_name": "Ngân hàng thử", "number": ACCOUNT, "holder": "Sở A"}
    CollectionAccount.objects.create(agency=shop.town.desk_a, valid=SINCE, source="thử", **bank)
    return shop


@pytest.fixture
def waiting(paying):
    """A dossier that stands still until five million are paid."""
    dossier = paying.dossier("examine")
    pause_for_duty(dossier=dossier, **WORDS, **paying.words("emi", dossier))
    return paying.fresh(dossier)


def duty(dossier):
    return FeeCharge.objects.whole().get(dossier=dossier, due="duty")


def pay(dossier, amount):
    assert post_message(message(duty(dossier).pay_code, amount)).status_code == 200
    return Payment.objects.latest("pk")


def state(dossier):
    return type(dossier).objects.whole().get(pk=dossier.pk).case.state


def resumed():
    return EventRow.objects.filter(name="casework.CaseResumed")


def test_the_whole_payment_lets_the_dossier_go_on_with_event_and_notice(paying, waiting):
    assert state(waiting) == State.PAUSED
    pay(waiting, 2_000_000)
    assert state(waiting) == State.PAUSED
    assert not resumed()
    pay(waiting, 3_000_000)
    assert state(waiting) == State.IN_PROGRESS
    row = resumed().get()
    assert (row.payload["reason"], row.actor_id) == ("paid", None)
    assert ClockPause.objects.get(reason="NGHIA_VU_TAI_CHINH").ended_at is not None
    tell_resumed(row)
    assert Notice.objects.filter(template="onestop.dossier_resumed").exists()


def test_a_late_payment_waits_until_the_cashier_matches_it(paying, waiting):
    FeeCharge.objects.filter(pk=duty(waiting).pk).update(expires_at=NOW - timedelta(days=1))
    payment = pay(waiting, DUTY_AMOUNT)
    assert (payment.finding, state(waiting)) == ("expired", State.PAUSED)
    words = {"code": waiting.case.code, "note": "Sao kê", "by": paying.actor("binh"), "now": NOW}
    match_payment(payment=payment, ver=payment.ver, **words)
    assert state(waiting) == State.IN_PROGRESS


def test_of_two_open_charges_the_one_that_the_transfer_names_is_paid(shop, settings):
    settings.BANK_SECRET = SECRET
    dossier = collecting(shop, "hand_over").dossier("examine")
    pause_for_duty(dossier=dossier, **WORDS, **shop.words("emi", dossier))
    fee = FeeCharge.objects.get(dossier=dossier, due="hand_over")
    FeeCharge.objects.filter(pk=fee.pk).update(expires_at=NOW - timedelta(days=1))
    post_message(message(fee.pay_code, fee.total))
    payment = Payment.objects.get()
    words = {"code": dossier.case.code, "note": "Sao kê", "by": shop.actor("binh"), "now": NOW}
    match_payment(payment=payment, ver=payment.ver, **words)
    fee.refresh_from_db()
    assert (fee.state, duty(dossier).state) == ("paid", "open")


def test_a_pause_that_was_ended_by_hand_or_has_another_reason_is_left_alone(paying, waiting):
    resume_case(case=waiting.case, ver=waiting.case.ver, by=paying.actor("emi"), now=NOW)
    dossier = paying.fresh(waiting)
    words = paying.words("emi", dossier)
    pause_case(case=dossier.case, reason="NIEM_YET", text="Niêm yết", **words)
    assert pay(waiting, DUTY_AMOUNT).state == "counted"
    assert state(waiting) == State.PAUSED
    assert resumed().count() == 1


def test_one_duty_at_a_time_and_the_desk_does_not_waive_it(paying, waiting):
    resume_case(case=waiting.case, ver=waiting.case.ver, by=paying.actor("emi"), now=NOW)
    dossier = paying.fresh(waiting)
    with pytest.raises(DutyOpen):
        pause_for_duty(dossier=dossier, **WORDS, **paying.words("emi", dossier))
    charge = duty(waiting)
    with pytest.raises(PermissionDenied, match="Nghĩa vụ tài chính"):
        waive_fee(
            charge_id=charge.pk, ver=charge.ver, reason="a", paper="b", by=paying.actor("binh"), now=NOW
        )


def test_the_pages_ask_for_the_amount_and_the_payer_sees_the_code(paying):
    dossier = paying.dossier("examine")
    client = paying.town.sign_in(Client(), "emi")
    url = reverse("deed_pause", args=[dossier.case.code])
    sent = {"ver": dossier.case.ver, "reason": "NIEM_YET", "text": "Chờ", "amount": "5000000"}
    wrong = client.post(url, sent)
    assert wrong.status_code == 422
    assert "Chỉ ghi số tiền khi tạm dừng vì nghĩa vụ tài chính." in wrong.content.decode()
    right = sent | {"reason": "NGHIA_VU_TAI_CHINH", "source": "TB 12/TB-CCT"}
    assert client.post(url, right).status_code == 302
    assert "5.000.000 đồng" in client.get(reverse("desk_dossier", args=[dossier.case.code])).content.decode()
    an, charge = paying.town.sign_in(Client(), "an"), duty(dossier)
    page = an.get(reverse("dossier", args=[dossier.case.code])).content.decode()
    way = reverse("pay", args=[dossier.case.code, charge.pk])
    assert "Nghĩa vụ tài chính" in page
    assert way in page
    assert "Tạm dừng, chưa tính thời gian" in page
    due = an.get(way).content.decode()
    assert charge.pay_code in due
    assert "5.000.000 đồng" in due
    assert reverse("payment_qr", args=[dossier.case.code, charge.pk]) in due
