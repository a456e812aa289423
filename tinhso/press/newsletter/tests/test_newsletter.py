"""News by mail: confirmed first, embargoes and withdrawals respected, corrections told, one press and the address is deleted."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from tinhso.casework.tests.makers import NOW
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.law.models import Rule
from tinhso.kernel.notices.public import TryLater
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.articles.actions.begin_change import begin_change
from tinhso.press.articles.actions.set_times import set_times
from tinhso.press.articles.actions.withdraw_article import withdraw_article
from tinhso.press.models import NewsletterItem, NewsSubscription
from tinhso.press.newsletter.actions.send_newsletters import (
    confirm_by_letter,
    erase_newsletters,
    send_newsletters,
)
from tinhso.press.newsletter.actions.subscribe_newsletter import (
    LinkOver,
    confirm_newsletter,
    leave_newsletter,
    subscribe_newsletter,
)
from tinhso.press.newsletter.days import next_letter
from tinhso.press.newsletter.links import CONFIRM, LEAVE
from tinhso.press.tests.makers import approved, fresh, published, saved, sent, waiting

MAIL = "doc.gia@example.vn"
DAY = timedelta(days=1)


@pytest.fixture
def letters(newsroom, settings):
    settings.EMAIL_HOST, settings.SITE_URL = "mail.example.vn", "https://tinh.example.vn"
    settings.DEFAULT_FROM_EMAIL = "tin@tinh.example.vn"
    return newsroom


def requested(email=MAIL, topics=("chuyen-doi-so",), frequency="daily", now=NOW):
    subscribe_newsletter(email=email, topics=topics, frequency=frequency, now=now)
    return NewsSubscription.objects.get(email=email.lower(), confirmed_at=None)


def reader(**words):
    row = requested(**words)
    return confirm_newsletter(token=CONFIRM.sign(row.key.hex), now=NOW)


def run(now):
    return send_newsletters(by=SYSTEM, now=now)


def corrected(town, article):
    words = {"change": "correction", "reason": "Sai tên xã", "by": town.actor("bien"), "now": NOW}
    begin_change(article=article, ver=fresh(article).ver, **words)
    saved(town, article, lead="Sapô đã sửa")
    sent(town, article, "viet")
    sent(town, article, "bien")
    return fresh(approved(town, article))


def test_nothing_leaves_before_the_address_was_confirmed(letters):
    row = requested()
    published(letters)
    assert run(NOW + 3 * DAY) == 0 and not mail.outbox
    confirm_by_letter(subscription_id=row.pk)
    assert "/dang-ky-tin/xac-nhan/" in mail.outbox[0].body and MAIL not in mail.outbox[0].body
    token = CONFIRM.sign(row.key.hex)
    assert confirm_newsletter(token=token, now=NOW) == confirm_newsletter(token=token, now=NOW)
    assert EventRow.objects.filter(name="press.NewsletterConfirmed").count() == 1
    confirm_by_letter(subscription_id=row.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "words",
    [
        {"email": "khong-co"},
        {"email": "a@b"},
        {"email": "a@example.vn\nBcc: b@example.vn"},
        {"email": f"{'a' * 60}@{'b' * 60}.vn"},
        {"topics": ()},
        {"topics": ("khong-co",)},
        {"frequency": "hourly"},
    ],
)
def test_what_is_no_address_or_no_topic_is_refused(letters, words):
    with pytest.raises(EntryRefused):
        requested(**words)


def test_a_letter_brings_new_articles_of_its_topics_once_with_the_headers_to_leave(letters):
    row = reader()
    article = published(letters, now=NOW + timedelta(hours=1))
    assert run(NOW + timedelta(hours=2)) == 0
    assert run(NOW + DAY) == 1 and run(NOW + DAY) == 0
    letter = mail.outbox[0]
    assert article.slug in letter.body and letter.to == [MAIL]
    leave = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert leave in letter.body and leave.startswith("https://tinh.example.vn/dang-ky-tin/thoi/")
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert run(NOW + 2 * DAY) == 0
    assert NewsletterItem.objects.get().subscription == row
    event = EventRow.objects.get(name="press.NewslettersSent")
    assert event.payload["letters"] == 1 and MAIL not in event.body


def test_embargo_other_topics_and_withdrawn_ones_are_not_in_it(letters):
    reader(topics=("chuyen-doi-so",))
    reader(email="khac@example.vn", topics=("du-lieu",))
    deleted = published(letters, title="Bài đã gỡ", now=NOW + timedelta(hours=1))
    withdraw_article(
        article=deleted, ver=deleted.ver, reason="Sai hoàn toàn", by=letters.actor("duyet"), now=NOW
    )
    held = waiting(letters, title="Bài giữ tin", now=NOW + timedelta(hours=1))
    times = {"go_live_at": None, "embargo_until": NOW + 3 * DAY, "expires_at": None}
    row = fresh(held)
    set_times(article=row, ver=row.ver, by=letters.actor("bien"), now=NOW, **times)
    sent(letters, held, "bien")
    approved(letters, held)
    assert run(NOW + DAY) == 0 and not mail.outbox


def test_a_correction_and_a_withdrawal_are_told_at_once_to_who_received_it_and_to_nobody_else(letters):
    reader()
    reader(email="khac@example.vn", topics=("du-lieu",))
    article = published(letters, now=NOW + timedelta(hours=1))
    assert run(NOW + DAY) == 1
    later = NOW + DAY + timedelta(hours=1)
    corrected(letters, article)
    assert run(later) == 1 and run(later) == 0
    assert mail.outbox[-1].subject.startswith("Đính chính") and "Sai tên xã" in mail.outbox[-1].body
    row = fresh(article)
    withdraw_article(article=row, ver=row.ver, reason="Sai hết cả bài", by=letters.actor("duyet"), now=later)
    assert run(later) == 1 and "Sai hết cả bài" in mail.outbox[-1].body and len(mail.outbox) == 3
    assert row.head.title not in mail.outbox[-1].body
    assert {one.to[0] for one in mail.outbox} == {MAIL}


@pytest.mark.long
def test_a_busy_server_is_tried_again_and_a_refused_address_goes(letters, monkeypatch):
    reader()
    published(letters, now=NOW + timedelta(hours=1))

    def fail(error):
        def send(self, **_more):
            raise error

        monkeypatch.setattr("django.core.mail.EmailMessage.send", send)

    fail(SMTPServerDisconnected())
    assert run(NOW + DAY) == 0
    row = NewsSubscription.objects.get()
    assert row.next_at == NOW + DAY + timedelta(hours=1) and row.sent_until == NOW
    with pytest.raises(TryLater):
        confirm_by_letter(subscription_id=requested(email="hai@example.vn").pk)
    fail(SMTPRecipientsRefused({MAIL: (550, b"")}))
    for days in (2, 3, 4):
        published(letters, title=f"Bài {days}", now=NOW + (days - 1) * DAY + timedelta(hours=1))
        assert run(NOW + days * DAY) == 0
    assert not NewsSubscription.objects.filter(email=MAIL).exists()
    assert EventRow.objects.get(name="press.NewsletterEnded").payload["refused"] is True


def test_what_a_process_that_died_did_not_send_leaves_an_hour_later(letters, monkeypatch):
    reader()
    article = published(letters, now=NOW + timedelta(hours=1))

    def die(*_what, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", die)
        with pytest.raises(KeyboardInterrupt):
            run(NOW + DAY)
    assert run(NOW + DAY) == 0, "another worker may be at it"
    assert run(NOW + DAY + timedelta(hours=1)) == 1 and article.slug in mail.outbox[0].body
    assert run(NOW + 2 * DAY) == 0


def test_a_correction_whose_server_asks_to_wait_waits_an_hour_and_comes_once(letters, monkeypatch):
    reader()
    article = published(letters, now=NOW + timedelta(hours=1))
    run(NOW + DAY)
    corrected(letters, article)
    later, tried = NOW + DAY + timedelta(hours=1), []

    def busy(self, **_more):
        tried.append(1)
        raise SMTPServerDisconnected

    with monkeypatch.context() as away:
        away.setattr("django.core.mail.EmailMessage.send", busy)
        for minutes in (0, 5, 10):
            assert run(later + timedelta(minutes=minutes)) == 0
    assert len(tried) == 1
    assert run(later + timedelta(hours=1)) == 1 and "Sai tên xã" in mail.outbox[-1].body
    assert run(later + timedelta(hours=2)) == 0


def test_a_letter_that_holds_not_all_says_where_the_rest_is(letters, monkeypatch):
    monkeypatch.setattr("tinhso.press.newsletter.letters.MOST_ARTICLES", 1)
    reader()
    for title in ("Bài một", "Bài hai"):
        published(letters, title=title, now=NOW + timedelta(hours=1))
    assert run(NOW + DAY) == 1 and "1 bài mới nhất; các bài khác: https://tinh" in mail.outbox[0].body


def test_one_press_and_the_address_is_gone(letters, client):
    row = reader()
    published(letters, now=NOW + timedelta(hours=1))
    run(NOW + DAY)
    place = f"/dang-ky-tin/thoi/{LEAVE.sign(row.key.hex)}/"
    assert client.get(place).status_code == 200 and NewsSubscription.objects.exists()
    one_click = Client(enforce_csrf_checks=True).post(place, {"List-Unsubscribe": "One-Click"})
    assert one_click.status_code == 200
    assert not NewsSubscription.objects.exists() and not NewsletterItem.objects.exists()
    assert client.post(place).status_code == 200 and client.get(place).status_code == 410
    with pytest.raises(LinkOver):
        leave_newsletter(token=LEAVE.sign(row.key.hex), now=NOW)
    with pytest.raises(LinkOver):
        confirm_newsletter(token=LEAVE.sign(row.key.hex), now=NOW)


def test_a_new_choice_replaces_the_former_and_keeps_what_was_received(letters):
    former = reader()
    published(letters, now=NOW + timedelta(hours=1))
    run(NOW + DAY)
    row = reader(frequency="weekly", topics=("du-lieu", "chuyen-doi-so"))
    assert NewsSubscription.objects.get() == row and row.pk != former.pk and row.items.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        NewsSubscription.objects.filter(pk=row.pk).update(topics=[])


def test_the_page_asks_and_answers_the_same_whoever_reads(letters, client, django_assert_max_num_queries):
    form = {"email": "moi@example.vn", "topics": ["chuyen-doi-so"], "frequency": "daily"}
    reader()
    with django_assert_max_num_queries(20):
        first = client.post("/dang-ky-tin/", form)
    known = client.post("/dang-ky-tin/", form | {"email": MAIL})
    assert first.status_code == known.status_code == 200
    main = [one.content.decode().split("<main")[1].split("</main>")[0] for one in (first, known)]
    assert main[0] == main[1]
    wrong = client.post("/dang-ky-tin/", form | {"email": "sai"})
    assert wrong.status_code == 422 and 'value="sai"' in wrong.content.decode()
    row = NewsSubscription.objects.get(email="moi@example.vn")
    place = f"/dang-ky-tin/xac-nhan/{CONFIRM.sign(row.key.hex)}/"
    assert client.get(place).status_code == 200
    assert NewsSubscription.objects.get(pk=row.pk).confirmed_at is None
    assert "Đã xác nhận" in client.post(place).content.decode()
    assert client.get("/dang-ky-tin/xac-nhan/sai/").status_code == 410
    assert client.post("/dang-ky-tin/xac-nhan/sai/").status_code == 410


def test_where_no_mail_is_sent_the_page_says_so(newsroom, client, settings):
    settings.EMAIL_HOST, settings.DEMO = "", False
    assert "chưa gửi thư" in client.get("/dang-ky-tin/").content.decode()
    client.post("/dang-ky-tin/", {"email": MAIL, "topics": ["du-lieu"], "frequency": "daily"})
    assert not NewsSubscription.objects.exists() and run(NOW) == 0


def test_old_rows_go(letters):
    Rule.objects.create(
        key="press.newsletter_item_days", value=90, valid=Rule.objects.first().valid, source="thử"
    )
    reader()
    published(letters, now=NOW + timedelta(hours=1))
    run(NOW + DAY)
    requested(email="hai@example.vn")
    assert erase_newsletters(now=NOW + DAY) == 0
    assert erase_newsletters(now=NOW + 2 * DAY) == 1
    assert erase_newsletters(now=NOW + 92 * DAY) == 1 and not NewsletterItem.objects.exists()


def test_letters_leave_in_the_morning(letters):
    assert next_letter("daily", NOW).astimezone(NOW.tzinfo) > NOW
    weekly = next_letter("weekly", NOW)
    assert weekly.weekday() == 0 and weekly.hour == 6 and weekly - NOW <= timedelta(days=7)
