"""What an agreement gives a right to is sent, signed, in order and until it is taken; nothing else is."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from tinhso.casework.tests.makers import NOW, make_case
from tinhso.exchange.agreements.actions.end_agreement import end_agreement
from tinhso.exchange.agreements.actions.suspend_agreement import resume_agreement, suspend_agreement
from tinhso.exchange.models import DeliveryAttempt, EventDelivery, EventSubscription
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.actions.suspend_member import suspend_member
from tinhso.exchange.subscriptions import upkeep
from tinhso.exchange.subscriptions.actions import send_events as sending
from tinhso.exchange.subscriptions.actions.send_events import due_subscriptions, send_events, take_up
from tinhso.exchange.subscriptions.actions.spread_events import spread_events
from tinhso.exchange.subscriptions.keys import signing_keys
from tinhso.exchange.subscriptions.tests.makers import URL, Receiver, happened, spread, subscribed
from tinhso.exchange.topics.tests.makers import moved, published
from tinhso.kernel.events.public import SYSTEM, EventRow
from tinhso.lib.exchange.webhooks import check_webhook

State = EventDelivery.State


def sent(subscription, receiver, now=NOW):
    return send_events(subscription.pk, push=receiver, by=SYSTEM, now=now)


def due_now():
    EventDelivery.objects.filter(state=State.WAITING).update(next_try=timezone.now())


def states():
    return list(EventDelivery.objects.order_by("sequence").values_list("state", flat=True))


def stopped(town):
    ground = {"ground": "breach", "text": "x"}
    suspend_agreement(agreement=town.agreement, by=town.actor("cuc"), now=NOW, **ground)


def test_it_is_sent_as_a_signed_cloud_event_and_each_try_is_written_down(topic_town):
    subscription, receiver, case = subscribed(topic_town), Receiver(), make_case()
    assert happened(case.pk) == 1
    assert sent(subscription, receiver) == 1
    url, body, headers = receiver.came[0]
    event = json.loads(body)
    given = {name.lower(): value for name, value in headers.items()}
    keys = [key.public_key() for key in signing_keys()]
    message = check_webhook(given, body, keys=keys, now=int(timezone.now().timestamp()))
    assert (url, event["subject"], event["id"]) == (URL, f"V-{case.pk}", message)
    assert headers["Content-Type"] == "application/cloudevents+json"
    assert states() == [State.DELIVERED] and DeliveryAttempt.objects.get().status == 204
    assert sent(subscription, receiver) == 0 and len(receiver.came) == 1


def test_what_happened_before_somebody_subscribed_is_not_told(topic_town):
    subscription = subscribed(topic_town)
    EventSubscription.objects.filter(pk=subscription.pk).update(made_at=NOW + timedelta(hours=1))
    assert happened(make_case().pk) == 0 and states() == []


def test_who_does_not_answer_is_tried_again_ever_later_and_then_it_is_dead(topic_town):
    subscription, case = subscribed(topic_town), make_case()
    happened(case.pk)
    waits = []
    for _number in range(sending.MOST_ATTEMPTS):
        due_now()
        assert sent(subscription, Receiver(0)) == 0
        one = EventDelivery.objects.get()
        waits.append(round((one.next_try - timezone.now()).total_seconds()))
    assert waits[:3] == [15, 30, 60] and waits[-2] == 7200
    assert one.state == State.DEAD and one.attempts == sending.MOST_ATTEMPTS
    assert EventRow.objects.filter(name="exchange.DeliveryHeld").count() == 1
    assert [found.level for found in upkeep.dead_deliveries()] == ["note"]
    assert {one.labels["state"]: one.value for one in upkeep.deliveries_by_state()}["dead"] == 1


def test_a_receiver_that_asks_for_a_rest_gets_it(topic_town):
    subscription = subscribed(topic_town)
    happened(make_case().pk)
    sent(subscription, Receiver(429, rest=600))
    assert EventDelivery.objects.get().next_try > timezone.now() + timedelta(seconds=590)


def test_what_was_read_and_refused_is_dead_at_once_and_others_go_on(topic_town):
    subscription, cases = subscribed(topic_town), [make_case().pk for _ in range(2)]
    happened(*cases)
    assert sent(subscription, Receiver(422)) == 1
    assert states() == [State.DEAD, State.DELIVERED]


def test_what_is_about_one_subject_waits_for_what_came_before(topic_town):
    subscription, one, other = subscribed(topic_town), make_case().pk, make_case().pk
    happened(one, one, other)
    assert sent(subscription, Receiver(422)) == 1
    assert states() == [State.DEAD, State.WAITING, State.DELIVERED]
    EventDelivery.objects.filter(state=State.DEAD).update(state=State.SKIPPED, skip_reason="x")
    assert sent(subscription, Receiver()) == 1


def test_a_suspended_or_ended_agreement_is_given_nothing(topic_town):
    town, case = topic_town, make_case().pk
    subscription, receiver = subscribed(town), Receiver()
    happened(case)
    stopped(town)
    assert sent(subscription, receiver) == 0  # what waited stays
    happened(case)  # passed over for good
    resume_agreement(agreement=town.agreement, text="x", by=town.actor("cuc"), now=NOW)
    assert spread() == 0
    assert sent(subscription, receiver) == 1 and states() == [State.DELIVERED]
    end_agreement(agreement=town.agreement, text="x", by=town.actor("hoa"), now=NOW)
    assert happened(case) == 0 and len(receiver.came) == 1


def test_nothing_goes_to_a_stopped_member_or_after_the_last_day(topic_town):
    town = topic_town
    subscription, receiver = subscribed(town), Receiver()
    happened(make_case().pk)
    assert sent(subscription, receiver, now=NOW + timedelta(days=400)) == 0
    words = {"ground": "safety", "text": "x", "by": town.actor("cuc"), "now": NOW}
    suspend_member(member=town.consumer.member, **words)
    assert sent(subscription, receiver) == 0 and receiver.came == []


def test_410_pauses_the_subscription_and_nothing_is_lost(topic_town):
    subscription = subscribed(topic_town)
    happened(make_case().pk)
    sent(subscription, Receiver(410))
    subscription.refresh_from_db()
    assert subscription.pause == EventSubscription.Pause.GONE and states() == [State.WAITING]
    due_now()
    assert due_subscriptions(timezone.now()) == []
    assert EventRow.objects.filter(name="exchange.SubscriptionPaused").count() == 1


def test_what_a_dead_worker_left_waits_again(topic_town):
    subscription = subscribed(topic_town)
    happened(make_case().pk)
    at = timezone.now()
    EventDelivery.objects.update(state=State.SENDING, claimed_at=at - timedelta(minutes=3))
    assert take_up(at) == 1 and due_subscriptions(timezone.now()) == [subscription.pk]


def test_only_the_system_spreads_and_sends(topic_town):
    subscription, by = subscribed(topic_town), topic_town.actor("cuc")
    with pytest.raises(ExchangeForbidden):
        spread_events(by=by, at=NOW, now=NOW)
    with pytest.raises(ExchangeForbidden):
        send_events(subscription.pk, push=Receiver(), by=by, now=NOW)


def test_events_are_spread_once(topic_town):
    subscribed(topic_town)
    moved(make_case().pk)
    published()
    assert [spread(), spread()] == [1, 0]
