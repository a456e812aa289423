"""The link to set a password goes to its owner by mail, else by SMS whole, and is made when it leaves."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tinhso.kernel.notices.actions.send_activation_letter import send_activation_letter
from tinhso.kernel.notices.tests.makers import gateway
from tinhso.kernel.people.accounts.activation_carriers import carrier_to
from tinhso.kernel.people.models import User


@pytest.fixture
def emi(town) -> User:
    words = {"email": "emi@tinh.vn", "phone": "0900000001", "link_given_at": timezone.now()}
    User.objects.filter(pk=town.emi.pk).update(**words)
    town.emi.refresh_from_db()
    return town.emi


def test_mail_before_sms_and_nothing_where_there_is_no_way(emi, settings):
    settings.EMAIL_HOST = ""
    assert carrier_to(emi) is None
    settings.TINHSO_SMS_URL = "http://127.0.0.1:9"
    assert carrier_to(emi).channel == "phone"
    settings.EMAIL_HOST = "mail.tinh.vn"
    assert carrier_to(emi).channel == "email"
    emi.email = ""
    assert carrier_to(emi).channel == "phone"


def test_a_letter_holds_the_link_and_an_sms_the_whole_of_it(emi, settings):
    assert send_activation_letter(emi.pk, channel="email") is None
    (letter,) = mail.outbox
    assert letter.to == ["emi@tinh.vn"] and "/kich-hoat/" in letter.body
    for status in (503, 202):
        with gateway(status) as (url, received):
            settings.TINHSO_SMS_URL = url
            assert (send_activation_letter(emi.pk, channel="phone") is None) == (status == 202)
        assert b"/kich-hoat/" in received[0] and received[0].rstrip(b'"}').endswith(b"/")
    with gateway(400) as (url, received):
        settings.TINHSO_SMS_URL = url
        assert send_activation_letter(emi.pk, channel="phone") is None


def test_nothing_leaves_for_who_is_gone_or_a_day_later(emi):
    User.objects.filter(pk=emi.pk).update(link_given_at=timezone.now() - timedelta(days=2))
    assert send_activation_letter(emi.pk, channel="email") is None
    User.objects.filter(pk=emi.pk).update(is_active=False, link_given_at=timezone.now())
    assert send_activation_letter(emi.pk, channel="email") is None
    assert not mail.outbox


def test_the_demo_writes_it_into_its_folder(emi, settings, tmp_path):
    settings.DEMO, settings.STATE = True, tmp_path
    for channel in ("email", "phone"):
        send_activation_letter(emi.pk, channel=channel)
    assert all("/kich-hoat/" in one.read_text() for one in (tmp_path / "outbox").iterdir())
