"""Who subscribes, and what the pages show to whom."""

from dataclasses import replace

import pytest
from django.urls import reverse

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.models import EventDelivery, EventSubscription
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.subscriptions.actions.mend_delivery import replay_delivery, skip_delivery
from tinhso.exchange.subscriptions.actions.pause_subscription import (
    end_subscription,
    pause_subscription,
    resume_subscription,
)
from tinhso.exchange.subscriptions.actions.send_events import send_events
from tinhso.exchange.subscriptions.actions.subscribe import move_subscription, subscribe
from tinhso.exchange.subscriptions.permissions import can_mend_subscription, can_subscribe
from tinhso.exchange.subscriptions.tests.makers import URL, Receiver, agreed, happened, subscribed
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.public import EntryRefused

State = EventDelivery.State


def words(town, who="hoa"):
    return {"by": town.actor(who), "now": NOW}


def test_only_whose_system_it_is_and_with_an_agreement(topic_town):
    town = topic_town
    agreed(town)
    given = {"service": town.topic, "system": town.consumer, "url": URL}
    for who in ("dao", "cuc", "tra", "an"):
        assert not can_subscribe(town.consumer, town.actor(who), NOW.date())
        with pytest.raises(ExchangeForbidden):
            subscribe(**given, **words(town, who))
    with pytest.raises(EntryRefused, match="không phải chủ đề"):
        subscribe(**given | {"service": town.service}, **words(town))
    for url in ("http://a.example.vn", "https://127.0.0.1/", "https://localhost/x"):
        with pytest.raises(EntryRefused):
            subscribe(**given | {"url": url}, **words(town))
    made = subscribe(**given, **words(town))
    assert made.url == URL
    with pytest.raises(EntryRefused, match="đã đăng ký"):
        subscribe(**given, **words(town))
    end_agreement(agreement=town.agreement, text="x", **words(town))
    end_subscription(subscription=made, **words(town))
    with pytest.raises(EntryRefused, match="chưa có thỏa thuận"):
        subscribe(**given, **words(town))


def test_pausing_resuming_moving_ending(topic_town):
    town = topic_town
    made = subscribed(town)
    for who in ("dao", "tra"):
        assert not can_mend_subscription(made, town.actor(who), NOW.date())
        for deed in (pause_subscription, resume_subscription, end_subscription):
            with pytest.raises(ExchangeForbidden):
                deed(subscription=made, **words(town, who))
        with pytest.raises(ExchangeForbidden):
            move_subscription(subscription=made, url=URL, **words(town, who))
    with pytest.raises(EntryRefused):
        resume_subscription(subscription=made, **words(town))
    pause_subscription(subscription=made, **words(town, "cuc"))
    with pytest.raises(EntryRefused):
        pause_subscription(subscription=made, **words(town))
    with pytest.raises(EntryRefused):  # what the operator stopped, the operator lets go on
        resume_subscription(subscription=made, **words(town))
    resume_subscription(subscription=made, **words(town, "cuc"))
    pause_subscription(subscription=made, **words(town))
    resume_subscription(subscription=made, **words(town))
    with pytest.raises(EntryRefused):
        move_subscription(subscription=made, url="https://10.0.0.1@x", **words(town))
    move_subscription(subscription=made, url=f"{URL}/2", **words(town))
    end_subscription(subscription=made, **words(town))
    with pytest.raises(EntryRefused):
        end_subscription(subscription=made, **words(town))
    with pytest.raises(EntryRefused):
        move_subscription(subscription=made, url=URL, **words(town))
    assert EventSubscription.objects.get().url == f"{URL}/2"


def test_a_dead_notice_is_sent_anew_or_skipped_with_a_reason(topic_town):
    town = topic_town
    made = subscribed(town)
    happened(make_case().pk)
    send_events(made.pk, push=Receiver(422), by=SYSTEM, now=NOW)
    one = EventDelivery.objects.select_related("subscription__system__member").get()
    for who in ("dao", "tra"):
        with pytest.raises(ExchangeForbidden):
            replay_delivery(delivery=one, **words(town, who))
        with pytest.raises(ExchangeForbidden):
            skip_delivery(delivery=one, text="x", **words(town, who))
    with pytest.raises(EntryRefused, match="lý do"):
        skip_delivery(delivery=one, text=" ", **words(town))
    replay_delivery(delivery=one, **words(town))
    assert send_events(made.pk, push=Receiver(), by=SYSTEM, now=NOW) == 1
    with pytest.raises(EntryRefused):
        skip_delivery(delivery=one, text="x", **words(town))
    replay_delivery(delivery=one, **words(town, "cuc"))
    skip_delivery(delivery=one, text="Đã nhận bằng cách khác", **words(town))
    with pytest.raises(EntryRefused):
        replay_delivery(delivery=one, **words(town))
    EventDelivery.objects.update(state=State.DEAD)
    end_subscription(subscription=made, **words(town))
    one.subscription.refresh_from_db()
    with pytest.raises(EntryRefused, match="chấm dứt"):
        replay_delivery(delivery=one, **words(town))


@pytest.fixture
def busy(topic_town):
    town = topic_town
    town.subscription = subscribed(town)
    happened(*[make_case().pk for _ in range(3)])
    send_events(town.subscription.pk, push=Receiver(422, 204, 0), by=SYSTEM, now=NOW)
    return town


@pytest.mark.long
def test_each_reads_its_own_and_the_operator_and_auditors_all(busy, client):
    town = busy
    one = EventDelivery.objects.order_by("pk").first()
    lists = [reverse("exchange_deliveries"), reverse("exchange_subscriptions")]
    pages = [
        reverse("exchange_delivery", args=[one.pk]),
        reverse("exchange_subscription", args=[town.subscription.pk]),
    ]
    deeds = [
        reverse("exchange_delivery_deed", args=[one.pk, "gui-lai"]),
        reverse("exchange_subscription_deed", args=[town.subscription.pk, "tam-dung"]),
    ]
    expected = {"hoa": (200, 200, 200), "cuc": (200, 200, 200), "tra": (200, 200, 403)}
    expected |= {"dao": (200, 404, 404), "an": (403, 403, 403), "binh": (403, 403, 403)}
    for who, (of_list, of_one, of_deed) in expected.items():
        town.sign_in(client, who)
        assert [client.get(page).status_code for page in lists] == [of_list] * 2, who
        assert [client.get(page).status_code for page in pages] == [of_one] * 2, who
        assert [client.get(page).status_code for page in deeds] == [of_deed] * 2, who
        shown = one.subject in client.get(lists[0]).content.decode()
        assert shown == (of_one == 200), who
    assert client.get(reverse("exchange_event_keys")).json()["keys"][0].startswith("whpk_")


@pytest.mark.long
def test_the_list_is_filtered_and_bounded(busy, client, django_assert_max_num_queries):
    town, page = busy, reverse("exchange_deliveries")
    town.sign_in(client, "hoa")
    subjects = list(EventDelivery.objects.order_by("pk").values_list("subject", flat=True))
    client.get(page)
    with django_assert_max_num_queries(14):
        text = client.get(page).content.decode()
    assert all(one in text for one in subjects)
    dead = client.get(f"{page}?trang_thai=dead").content.decode()
    assert subjects[0] in dead and subjects[1] not in dead
    named = client.get(f"{page}?ma={subjects[1]}").content.decode()
    assert f">{subjects[1]}</a>" in named and f">{subjects[0]}</a>" not in named
    for bad in (
        "?trang_thai=x",
        "?dang_ky=x",
        "?dang_ky=99999999999999999999",
        "?ma=" + "x" * 99,
        "?trang=x",
    ):
        assert client.get(f"{page}{bad}").status_code == 200
    assert subjects[0] not in client.get(f"{page}?dang_ky=999999").content.decode()
    with django_assert_max_num_queries(16):
        client.get(reverse("exchange_subscriptions"))


@pytest.mark.long
def test_a_member_subscribes_and_mends_on_its_pages(topic_town, client):
    town = topic_town
    agreed(town)
    town.sign_in(client, "hoa")
    page = reverse("exchange_new_subscription")
    given = {"service": town.topic.pk, "system": town.consumer.pk, "url": URL}
    assert client.post(page, given | {"url": "https://127.0.0.1/"}).status_code == 422
    answer = client.post(page, given)
    made = EventSubscription.objects.get()
    assert answer.url == reverse("exchange_subscription", args=[made.pk])
    happened(make_case().pk)
    send_events(made.pk, push=Receiver(422), by=SYSTEM, now=NOW)
    one = EventDelivery.objects.get()
    text = client.get(reverse("exchange_delivery", args=[one.pk])).content.decode()
    assert "mã 422" in text and "Không gửi được" in text and "specversion" in text
    skipping = reverse("exchange_delivery_deed", args=[one.pk, "bo-qua"])
    assert client.post(skipping, {"text": ""}).status_code == 422
    assert client.post(skipping, {"text": "Không cần"}).status_code == 302
    for deed, data in (
        ("dia-chi", {"url": f"{URL}/2"}),
        ("tam-dung", {}),
        ("nhan-lai", {}),
        ("cham-dut", {}),
    ):
        deed_page = reverse("exchange_subscription_deed", args=[made.pk, deed])
        assert client.get(deed_page).status_code == 200
        assert client.post(deed_page, data).status_code == 302
    assert client.get(reverse("exchange_subscription_deed", args=[made.pk, "x"])).status_code == 404


def test_a_post_without_an_agency_reads_no_subscription_of_a_firm(busy):
    nobody = replace(busy.actor("hoa"), agency_id=None)
    assert not EventSubscription.objects.visible_to(nobody, runs=False).exists()
