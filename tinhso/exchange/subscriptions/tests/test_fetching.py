"""Who cannot be called fetches what waits, confirms it, and gets again what was not confirmed."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.actions.suspend_agreement import suspend_agreement
from tinhso.exchange.agreements.terms import check_terms
from tinhso.exchange.agreements.tests.makers import applied, terms
from tinhso.exchange.models import Agreement, DeliveryAttempt, EventDelivery, EventSubscription, Service
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.subscriptions.actions.fetch_events import (
    NotNow,
    confirm_events,
    fetch_events,
    lease_time,
    take_back,
)
from tinhso.exchange.subscriptions.actions.mend_delivery import replay_delivery
from tinhso.exchange.subscriptions.actions.pause_subscription import pause_subscription
from tinhso.exchange.subscriptions.actions.send_events import MOST_ATTEMPTS, due_subscriptions, take_up
from tinhso.exchange.subscriptions.actions.subscribe import move_subscription, subscribe
from tinhso.exchange.subscriptions.tests.makers import agreed, happened
from tinhso.exchange.topics.description import CONFIRM, FETCH, SEND
from tinhso.exchange.topics.tests.makers import opened
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.models import Notice
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.provided import EVENTS_FOLDER, Asking, proof

State, TOKEN = EventDelivery.State, "p" * 43
AT = "/can-bo/chia-se-du-lieu/su-kien/"


def fetching(town, **changes):
    """B's subscription, which fetches; in force since this morning."""
    town.topic = Service.objects.select_related("system__member__agency").get(pk=opened(town).pk)
    one = applied(
        town, service=town.topic, operations=(FETCH, CONFIRM), fields=(), begins=NOW.date(),
        ends=NOW.date() + timedelta(days=365), **changes,
    )  # fmt: skip
    appraise_agreement(agreement=one, ver=one.case.ver, by=town.actor("lam"), now=NOW)
    approve_agreement(agreement=one, ver=one.case.ver, by=town.actor("cuc"), now=NOW)
    town.agreement = one
    made = subscribe(
        service=town.topic, system=town.consumer, url="", way="pull", by=town.actor("hoa"), now=NOW
    )
    return EventSubscription.objects.whole().get(pk=made.pk)


def fetch(subscription, most=50, at=None):
    return fetch_events(subscription=subscription, most=most, by=SYSTEM, at=at or timezone.now(), now=NOW)


def confirm(subscription, lease, last=None, at=None):
    return confirm_events(
        subscription=subscription, lease=lease, last=last, by=SYSTEM, at=at or timezone.now()
    )


def numbers(found):
    return [one.sequence for one in found.deliveries]


def test_what_waits_comes_in_order_once_and_is_taken_when_it_is_confirmed(topic_town):
    subscription, case = fetching(topic_town), make_case().pk
    happened(case, make_case().pk, case)
    first = fetch(subscription, most=2)
    assert numbers(first) == [1, 2] and first.more
    assert numbers(fetch(subscription)) == []  # 3 is about what 1 is about, and 1 is not confirmed
    assert confirm(subscription, first.lease) == 2
    second = fetch(subscription)
    assert numbers(second) == [3] and not second.more
    assert confirm(subscription, second.lease, last=2) == 0
    assert confirm(subscription, second.lease, last=3) == 1
    assert set(EventDelivery.objects.values_list("state", flat=True)) == {State.DELIVERED}
    assert set(DeliveryAttempt.objects.values_list("code", flat=True)) == {"confirmed"}
    assert fetch(subscription).lease == "" and confirm(subscription, "") == 0


def test_what_was_not_confirmed_in_time_comes_again(topic_town):
    subscription, start = fetching(topic_town), timezone.now()
    happened(make_case().pk, make_case().pk)
    start = timezone.now()
    first = fetch(subscription, at=start)
    assert first.until == start + lease_time(NOW)
    assert confirm(subscription, first.lease, last=1) == 1
    later = first.until + timedelta(seconds=1)
    second = fetch(subscription, at=later)
    assert numbers(second) == [2] and second.lease != first.lease
    assert confirm(subscription, first.lease) == 0  # it has come to somebody anew
    assert confirm(subscription, second.lease, at=later) == 1


def test_a_late_confirmation_counts_while_nobody_got_it_anew(topic_town):
    subscription = fetching(topic_town)
    happened(make_case().pk)
    first = fetch(subscription)
    late = timezone.now() + timedelta(hours=2)
    assert take_back(at=late, by=SYSTEM, now=NOW) == 1
    assert confirm(subscription, first.lease, at=late) == 1


@pytest.mark.long
def test_what_is_never_confirmed_is_dead_its_officers_are_told_and_it_is_sent_anew(topic_town):
    subscription, case, at = fetching(topic_town), make_case().pk, timezone.now()
    happened(case, case)
    for _time in range(MOST_ATTEMPTS):
        at += timedelta(hours=1)
        assert numbers(fetch(subscription, most=1, at=at)) == [1]
    take_back(at=at + timedelta(hours=1), by=SYSTEM, now=NOW)
    dead = EventDelivery.objects.get(sequence=1)
    assert dead.state == State.DEAD and dead.tries.count() == MOST_ATTEMPTS
    assert fetch(subscription, at=at + timedelta(hours=2)).deliveries == []  # what is about the same waits
    notices = Notice.objects.filter(template="exchange.delivery_dead")
    assert {one.user.username for one in notices.select_related("user")} == {"hai", "hoa"}
    replay_delivery(delivery=dead, by=topic_town.actor("hoa"), now=NOW)
    assert numbers(fetch(subscription, at=timezone.now() + timedelta(seconds=1))) == [1, 2]


def test_nobody_is_called_and_no_worker_takes_it_up(topic_town):
    subscription = fetching(topic_town)
    happened(make_case().pk)
    at = timezone.now() + timedelta(minutes=3)
    assert due_subscriptions(at) == []
    fetch(subscription)
    assert take_up(at) == 0 and take_back(at=at, by=SYSTEM, now=NOW) == 0


def test_a_pause_and_an_agreement_that_stands_still_give_nothing(topic_town):
    subscription = fetching(topic_town)
    happened(make_case().pk)
    pause_subscription(subscription=subscription, by=topic_town.actor("hoa"), now=NOW)
    with pytest.raises(NotNow):
        fetch(subscription)
    EventSubscription.objects.update(paused_at=None, pause="")
    suspend_agreement(
        agreement=topic_town.agreement,
        ground=Agreement.Suspension.SAFETY,
        text="Sự cố",
        by=topic_town.actor("lam"),
        now=NOW,
    )
    with pytest.raises(NotNow):
        fetch(subscription)


def test_only_the_system_fetches_confirms_and_takes_back(topic_town):
    subscription, by, at = fetching(topic_town), topic_town.actor("hoa"), timezone.now()
    with pytest.raises(ExchangeForbidden):
        fetch_events(subscription=subscription, most=1, by=by, at=at, now=NOW)
    with pytest.raises(ExchangeForbidden):
        confirm_events(subscription=subscription, lease="x", last=None, by=by, at=at)
    with pytest.raises(ExchangeForbidden):
        take_back(at=at, by=by, now=NOW)


def test_an_agreement_about_being_told_is_none_about_fetching(topic_town):
    agreed(topic_town)
    given = {"service": topic_town.topic, "system": topic_town.consumer, "url": "", "now": NOW}
    with pytest.raises(EntryRefused, match="lấy và xác nhận"):
        subscribe(**given, way="pull", by=topic_town.actor("hoa"))
    with pytest.raises(EntryRefused):
        subscribe(**given, by=topic_town.actor("hoa"))  # without an address


def test_who_fetches_has_no_address_to_move(topic_town):
    subscription = fetching(topic_town)
    with pytest.raises(EntryRefused, match="tự lấy"):
        move_subscription(
            subscription=subscription, url="https://a.vi-du.vn", by=topic_town.actor("hoa"), now=NOW
        )


def test_an_agreement_that_names_agencies_gives_their_events_alone(topic_town):
    subscription = fetching(topic_town, agencies=(topic_town.agency_b.code,))
    happened(make_case().pk)  # the topic of the tests tells of agency so-a
    assert fetch(subscription).deliveries == []
    Agreement.objects.update(agencies=["so-a"])
    happened(make_case().pk)
    assert numbers(fetch(subscription)) == [2]


def test_agencies_of_an_agreement_exist_and_are_of_a_topic(topic_town):
    opened(topic_town)
    topic = Service.objects.exclude(topic="").get()
    given = {"operations": (SEND,), "fields": ()}
    with pytest.raises(EntryRefused, match="khong-co"):
        check_terms(terms(topic_town, service=topic, agencies=("khong-co",), **given), NOW)
    with pytest.raises(EntryRefused, match="200"):
        check_terms(terms(topic_town, service=topic, agencies=("so-a",) * 201, **given), NOW)
    with pytest.raises(EntryRefused, match="sự kiện"):
        check_terms(terms(topic_town, agencies=("so-a",)), NOW)


def ask(method, path, query="", client="GOV/so-b/mot-cua"):
    target = f"{EVENTS_FOLDER}viec-da-chuyen/{path}?{query}"
    given = proof(TOKEN, Asking(method, target, client, "id-1"))
    named = {"X-Road-Client": f"VN38/{client}", "X-Road-Request-Id": "id-1", "X-Exchange-Proof": given}
    return Client(enforce_csrf_checks=True).generic(method, target, headers=named)


def test_through_the_door_of_planes(topic_town, settings, django_assert_max_num_queries):
    settings.EXCHANGE_PULL_TOKEN = TOKEN
    fetching(topic_town)
    happened(make_case().pk, make_case().pk)
    with django_assert_max_num_queries(20):
        found = ask("POST", "su-kien/lay", "so=1").json()
    assert found["conNua"] and found["suKien"][0]["sequence"] == "000000000001"
    assert ask("POST", "su-kien/xac-nhan", f"phien={found['phien']}&den=1").json() == {"daXacNhan": 1}
    assert ask("POST", "su-kien/xac-nhan", f"phien={found['phien']}").status_code == 404
    assert ask("POST", "su-kien/xac-nhan", f"phien={uuid4().hex}").status_code == 404
    for query in ("so=0", "so=201", "so=x", "so=%C2%B2"):
        assert ask("POST", "su-kien/lay", query).status_code == 422, query
    for query in ("", "phien=x", f"phien={found['phien']}&den=x", f"phien={found['phien']}&den={'9' * 19}"):
        assert ask("POST", "su-kien/xac-nhan", query).status_code == 422, query
    EventSubscription.objects.update(paused_at=NOW, pause="own")
    assert ask("POST", "su-kien/lay").status_code == 409


def test_nobody_else_finds_the_door(topic_town, settings):
    fetching(topic_town)
    assert Client().post(f"{EVENTS_FOLDER}viec-da-chuyen/su-kien/lay").status_code == 404
    settings.EXCHANGE_PULL_TOKEN = TOKEN
    for client in ("GOV/so-a/dan-cu", "COM/so-b/mot-cua", "GOV/so-b", ""):
        assert ask("POST", "su-kien/lay", client=client).status_code == 404, client


def test_the_pages_say_who_fetches_and_send_anew(topic_town):
    subscription = fetching(topic_town)
    happened(make_case().pk)
    EventDelivery.objects.update(state=State.DEAD)
    hoa = topic_town.sign_in(Client(), "hoa")
    page = hoa.get(f"{AT}dang-ky/{subscription.pk}/").content.decode()
    assert "/lgsp/so-c/nen-tang/viec-da-chuyen/su-kien" in page and "Đổi địa chỉ" not in page
    dead = EventDelivery.objects.get()
    assert "Gửi lại" in hoa.get(f"{AT}gui/{dead.pk}/").content.decode()
    assert hoa.post(f"{AT}gui/{dead.pk}/gui-lai/").status_code == 302
    dead.refresh_from_db()
    assert dead.state == State.WAITING
    assert "Bên nhận tự lấy" in hoa.get(f"{AT}gui/{dead.pk}/").content.decode()


def test_one_subscribes_to_fetch_on_the_page(topic_town):
    subscription = fetching(topic_town)
    EventSubscription.objects.filter(pk=subscription.pk).update(ended_at=NOW)
    hoa = topic_town.sign_in(Client(), "hoa")
    given = {"service": topic_town.topic.pk, "system": topic_town.consumer.pk, "url": ""}
    assert hoa.post(f"{AT}dang-ky/moi/", given | {"way": "push"}).status_code == 422
    assert hoa.post(f"{AT}dang-ky/moi/", given | {"way": "khac"}).status_code == 422
    assert hoa.post(f"{AT}dang-ky/moi/", given | {"way": "pull"}).status_code == 302
