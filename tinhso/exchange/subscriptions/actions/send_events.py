"""Sends what waits for one subscription, signed, until nothing is due or the receiver does not take it."""

import json
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from tinhso.exchange.models import DeliveryAttempt, EventDelivery, EventSubscription
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.registry.callers import notify_agencies
from tinhso.exchange.registry.instance import instance_code
from tinhso.exchange.registry.permissions import operator
from tinhso.exchange.subscriptions.events import DeliveryHeld, SubscriptionPaused
from tinhso.exchange.subscriptions.keys import signing_keys
from tinhso.exchange.subscriptions.rights import Right, right_of
from tinhso.exchange.topics.declared import EventTopic, declared_topics
from tinhso.exchange.topics.envelope import MEDIA_TYPE, envelope
from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.push import Pushed
from tinhso.lib.exchange.webhooks import sign_webhook

MOST, SECONDS = 200, 45
"""Messages, and seconds, of one round."""
MOST_ATTEMPTS = 14
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(hours=2)
LOST_AFTER = timedelta(minutes=2)
REFUSALS = frozenset({400, 413, 415, 422})
"""What was read and refused: the same will be refused again."""
REMOVED = 410
State = EventDelivery.State
Push = Callable[[str, bytes, Mapping[str, str]], Pushed]


def send_events(subscription_id: int, *, push: Push, by: Actor, now: datetime) -> int:
    """How many were taken. Nothing is sent without an agreement in force at that moment. By the system.

    After 15 seconds a message is tried again, then 30, 60 and so on up to two hours; after fourteen tries, about a day, it is dead.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    subscription = EventSubscription.objects.whole().get(pk=subscription_id)
    topic = declared_topics().get(subscription.service.topic)
    if topic is None:
        return 0
    sent, deadline = 0, time.monotonic() + SECONDS
    for _number in range(MOST):
        delivery = _next(subscription, topic, now)
        if delivery is None or time.monotonic() > deadline:
            break
        if not _send(delivery, subscription, topic, push, now):
            break
        sent += delivery.state == State.DELIVERED
    return sent


def take_up(at: datetime) -> int:
    """What a dead worker left in sending waits again; how many. One query."""
    of_workers = EventDelivery.objects.filter(subscription__way=EventSubscription.Way.PUSH)
    hanging = of_workers.filter(state=State.SENDING, claimed_at__lt=at - LOST_AFTER)
    return hanging.update(state=State.WAITING, next_try=at)


def due_subscriptions(at: datetime) -> list[int]:
    """Those for which something is due. One query."""
    due = EventDelivery.objects.filter(
        state=State.WAITING,
        next_try__lte=at,
        subscription__ended_at=None,
        subscription__paused_at=None,
        subscription__way=EventSubscription.Way.PUSH,
    )
    return list(due.order_by("subscription").values_list("subscription", flat=True).distinct())


def _next(subscription: EventSubscription, topic: EventTopic, now: datetime) -> EventDelivery | None:
    subscription.refresh_from_db(fields=["paused_at", "ended_at", "url"])
    if right_of(subscription, now) is not Right.GIVEN:
        return None
    found = EventDelivery.objects.due(subscription, timezone.now(), in_order=topic.in_order)
    return found.select_related("event").first()


def _send(
    delivery: EventDelivery, subscription: EventSubscription, topic: EventTopic, push: Push, now: datetime
) -> bool:
    """Whether the round goes on. No transaction is open while the receiver answers."""
    at = timezone.now()
    waiting = EventDelivery.objects.filter(pk=delivery.pk, state=State.WAITING)
    if not waiting.update(state=State.SENDING, attempts=F("attempts") + 1, claimed_at=at):
        return True
    delivery.attempts += 1
    content = envelope(delivery.event, topic=topic, service=subscription.service, instance=instance_code())
    body = json.dumps(content, ensure_ascii=False).encode()
    signed = sign_webhook(str(content["id"]), body, keys=signing_keys(), at=int(at.timestamp()))
    answer = push(subscription.url, body, {"Content-Type": MEDIA_TYPE, **signed})
    return _settled(delivery, subscription, answer, now)


@transaction.atomic
def _settled(delivery: EventDelivery, subscription: EventSubscription, answer: Pushed, now: datetime) -> bool:
    at = timezone.now()
    DeliveryAttempt.objects.create(
        delivery=delivery,
        at=at,
        status=answer.status,
        code=answer.code[:20],
        milliseconds=min(answer.milliseconds, 2**31 - 1),
    )
    if 200 <= answer.status < 300:
        return _leave(delivery, State.DELIVERED, ended_at=at)
    if answer.status == REMOVED:
        _pause(subscription, now)
    elif answer.status in REFUSALS or delivery.attempts >= MOST_ATTEMPTS:
        hold(delivery, subscription, answer.status, now)
        _leave(delivery, State.DEAD, ended_at=at)
        return answer.status in REFUSALS
    wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (delivery.attempts - 1))
    _leave(delivery, State.WAITING, next_try=at + max(wait, timedelta(seconds=answer.rest)))
    return False


def hold(delivery: EventDelivery, subscription: EventSubscription, answer: int, now: datetime) -> None:
    """Say that somebody has to look: in the log, and to the officers of whoever receives, once a day for each subscription."""
    record(DeliveryHeld(delivery_id=delivery.pk, answer=answer), by=SYSTEM, at=now)
    agency = subscription.system.member.agency_id
    notify_agencies(
        {agency or operator(now.date()).pk},
        template="delivery_dead",
        params={"code": subscription.service.code, "system": subscription.system.code},
        key=f"dead:{subscription.pk}:{now.astimezone(HANOI):%Y%m%d}",
        path=reverse("exchange_delivery", args=[delivery.pk]),
        by=SYSTEM,
        now=now,
    )


def _leave(delivery: EventDelivery, state: str, **changes: datetime) -> bool:
    in_sending = EventDelivery.objects.filter(pk=delivery.pk, state=State.SENDING)
    delivery.state = state
    return bool(in_sending.update(state=state, **changes))


def _pause(subscription: EventSubscription, now: datetime) -> None:
    """The receiver says that nobody lives there any more (410): somebody has to look."""
    ground = EventSubscription.Pause.GONE
    rows = EventSubscription.objects.filter(pk=subscription.pk, ended_at=None, paused_at=None)
    if rows.update(paused_at=now, pause=ground):
        event = SubscriptionPaused(subscription_id=subscription.pk, ground=Code(ground.value))
        record(event, by=SYSTEM, at=now)
