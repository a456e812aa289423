"""A code goes to the new address and word to the former one, by what this instance can send with, and to nobody else."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tinhso.kernel.notices.actions.send_contact_letter import send_contact_letter
from tinhso.kernel.notices.contact_letters import CARRIERS, send
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.notices.tests.makers import gateway
from tinhso.kernel.people.public import ContactChange, code_of


@pytest.fixture
def change(town):
    return ContactChange.objects.create(
        user=town.an, channel="email", address="moi@vidu.vn", former="cu@vidu.vn", asked_at=timezone.now()
    )


def test_the_code_goes_to_the_new_address_and_word_to_the_former_one(change):
    assert send_contact_letter(change.pk, former=False) is None
    (letter,) = mail.outbox
    assert letter.to == ["moi@vidu.vn"] and code_of(change.pk) in letter.body
    ContactChange.objects.update(confirmed_at=timezone.now())
    assert send_contact_letter(change.pk, former=True) is None
    assert mail.outbox[1].to == ["cu@vidu.vn"] and "đã đổi lúc" in mail.outbox[1].body
    assert code_of(change.pk) not in mail.outbox[1].body and "moi@vidu.vn" not in mail.outbox[1].body


def test_a_telephone_gets_one_sms_and_a_gateway_that_is_away_is_asked_again(change, settings):
    ContactChange.objects.update(channel="phone", address="0900000001", former="0900000002")
    for status in (503, 202):
        with gateway(status) as (url, received):
            settings.TINHSO_SMS_URL = url
            waits = send_contact_letter(change.pk, former=False)
        assert (waits is None) == (status == 202)
        assert b"0900000001" in received[0] and code_of(change.pk).encode() in received[0]
    with gateway(400) as (url, received):
        settings.TINHSO_SMS_URL = url
        assert send_contact_letter(change.pk, former=True) is None
    assert b"0900000002" in received[0]


def test_a_code_that_is_too_old_and_a_row_that_is_not_there_send_nothing(change):
    ContactChange.objects.update(asked_at=timezone.now() - timedelta(minutes=11))
    assert send_contact_letter(change.pk, former=False) is None
    ContactChange.objects.all().delete()
    assert send_contact_letter(change.pk, former=True) is None and not mail.outbox


def test_the_demo_writes_a_file(change, settings, tmp_path):
    settings.DEMO = True
    ContactChange.objects.update(channel="phone", address="0900000001")
    send_contact_letter(change.pk, former=False)
    (file,) = (tmp_path / "outbox").iterdir()
    assert code_of(change.pk) in file.read_text() and "0900000001" in file.read_text()


def test_what_holds_stands_in_the_inbox_once_and_only_channels_that_are_there_are_offered(change):
    assert [one.is_there() for one in CARRIERS] == [True, False]
    send(change.pk)
    assert not Notice.objects.exists()
    ContactChange.objects.update(confirmed_at=timezone.now())
    send(change.pk)
    send(change.pk)
    assert Notice.objects.of(change.user).get().template == "notices.email_changed"
