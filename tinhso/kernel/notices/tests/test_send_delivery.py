import json
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.notices import discretion, tasks
from tinhso.kernel.notices.actions.send_delivery import MOST_ATTEMPTS, send_delivery
from tinhso.kernel.notices.models import Delivery, Notice
from tinhso.kernel.notices.public import wording
from tinhso.kernel.notices.tests.makers import NOW, delivery_of, gateway, trial_notice
from tinhso.kernel.notices.wording import short

pytestmark = pytest.mark.django_db
State = Delivery.State


@pytest.fixture
def delivery(town):
    town.an.email = "an@example.invalid"
    town.an.phone = "0900000001"
    town.an.save()
    return delivery_of(trial_notice(town.an))


def by_sms(delivery: Delivery) -> Delivery:
    Delivery.objects.filter(pk=delivery.pk).update(channel="sms")
    return delivery


def test_an_address_of_two_lines_adds_no_header_and_sends_nothing(delivery, town):
    town.an.email = "an@example.invalid\nBcc: tat-ca@example.invalid"
    town.an.save()
    send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, mail.outbox) == (State.FAILED, [])


def test_an_e_mail_leaves_once(delivery):
    for _ in range(2):
        send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.SENT, 1)
    message = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert (message.subject, message.to) == ("Thông báo thử", ["an@example.invalid"])
    assert "08/03/2024" in message.body
    assert message.extra_headers["Message-ID"] == delivery.provider_ref


@pytest.mark.long
def test_the_sms_has_no_marks_and_the_gateway_gives_its_reference(delivery, settings):
    with gateway(202, b'{"id": "G-9"}') as (url, received):
        settings.TINHSO_SMS_URL = url
        send_delivery(by_sms(delivery).pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.provider_ref) == (State.SENT, "G-9")
    sent = json.loads(received[0])
    assert sent["to"] == "0900000001"
    assert sent["text"].startswith("Tin gui thu luc 09:00")
    assert len(sent["text"]) <= 160


@pytest.mark.long
def test_a_carrier_that_is_away_is_tried_later_and_given_up_in_the_end(delivery, settings):
    with gateway(503) as (url, received):
        settings.TINHSO_SMS_URL = url
        by_sms(delivery)
        assert send_delivery(delivery.pk) > timezone.now()
        assert send_delivery(delivery.pk) is None
        for _ in range(MOST_ATTEMPTS - 1):
            Delivery.objects.update(next_try=timezone.now())
            send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, len(received)) == (State.GAVE_UP, MOST_ATTEMPTS, MOST_ATTEMPTS)


@pytest.mark.long
def test_a_refusal_is_final(delivery, settings):
    with gateway(400) as (url, _):
        settings.TINHSO_SMS_URL = url
        assert send_delivery(by_sms(delivery).pk) is None
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


def test_no_address_any_more_means_failed(delivery, town):
    town.an.email = ""
    town.an.save()
    if town.an.person:
        town.an.person.email = ""
        town.an.person.save()
    send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert delivery.state == State.FAILED


def test_the_demo_writes_a_file_and_sends_nothing(delivery, settings, tmp_path):
    settings.DEMO = True
    send_delivery(delivery.pk)
    text = (tmp_path / "outbox" / f"{delivery.pk:08}-email.txt").read_text(encoding="utf-8")
    assert text.startswith("DỮ LIỆU MÔ PHỎNG")
    assert not mail.outbox


def test_the_job_defers_the_next_try(delivery, settings):
    ProcrastinateJob.objects.all().exists()
    settings.TINHSO_SMS_URL = "http://127.0.0.1:1/sms"
    tasks.send(by_sms(delivery).pk)
    assert ProcrastinateJob.objects.filter(scheduled_at__gt=timezone.now()).count() == 1


def test_lost_jobs_are_mended_and_dead_workers_are_not_repeated(delivery):
    long_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.update(next_try=long_ago)
    tasks.mend(0)
    assert ProcrastinateJob.objects.filter(task_name__endswith="send").count() == 2
    sms = by_sms(delivery)
    Delivery.objects.update(state=State.SENDING, claimed_at=long_ago)
    tasks.mend(0)
    assert Delivery.objects.get(pk=sms.pk).state == State.GAVE_UP


def test_a_letter_whose_worker_died_goes_out_again_under_its_own_name(delivery):
    long_ago = timezone.now() - timedelta(hours=1)
    Delivery.objects.update(state=State.SENDING, claimed_at=long_ago, attempts=1)
    tasks.mend(0)
    send_delivery(delivery.pk)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts) == (State.SENT, 2)
    assert [m.extra_headers["Message-ID"] for m in mail.outbox] == [delivery.provider_ref]


def test_words_of_a_notice_are_not_html():
    words = wording("notices.trial", {"at": NOW.isoformat()})
    assert words.subject == "Thông báo thử"
    assert "09:00 ngày 08/03/2024" in words.text


def test_a_long_sms_is_cut_at_a_word():
    assert short("Hồ sơ đã nhận") == "Ho so da nhan"
    cut = short("chữ " * 80)
    assert len(cut) <= 160
    assert cut.endswith("chu...")


@pytest.mark.long
def test_what_nobody_else_may_see_leaves_as_there_is_news(delivery, settings, monkeypatch):
    """The SMS, what a locked screen shows and the subject of a mail say nothing; the text of a mail does."""
    monkeypatch.setattr(discretion, "all_of", lambda kind: [discretion.NeutralCases(lambda case: case == 7)])
    Notice.objects.filter(pk=delivery.notice_id).update(case_id=7)
    with gateway(202) as (url, received):
        settings.TINHSO_SMS_URL = url
        send_delivery(by_sms(delivery).pk)
    assert json.loads(received[0])["text"] == "Ho so co tin moi. Ong/ba dang nhap de xem."
    other = delivery_of(trial_notice(delivery.notice.user, key="trial:2", case_id=7))
    send_delivery(other.pk)
    assert mail.outbox[0].subject == "Hồ sơ có tin mới" and "08/03/2024" in mail.outbox[0].body
    plain = delivery_of(trial_notice(delivery.notice.user, key="trial:3", case_id=8))
    send_delivery(plain.pk)
    assert mail.outbox[1].subject == "Thông báo thử"


def test_a_letter_waits_for_the_address_of_the_site_and_is_not_given_up(delivery, settings):
    Notice.objects.update(path="/ho-so/H56.1/")
    settings.SITE_URL = ""
    for _ in range(MOST_ATTEMPTS + 1):
        assert send_delivery(delivery.pk) > timezone.now()
        Delivery.objects.update(next_try=timezone.now())
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts, mail.outbox) == (State.QUEUED, 0, [])
    settings.SITE_URL = "https://tinhso.example"
    send_delivery(delivery.pk)
    assert "https://tinhso.example/ho-so/H56.1/" in mail.outbox[0].body
