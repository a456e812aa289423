"""For who cannot be called: what waits is asked for through the plane, in its order, and comes again until it is confirmed."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from tinhso.exchange.models import DeliveryAttempt, EventDelivery, EventSubscription
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.subscriptions.actions.send_events import MOST_ATTEMPTS, hold
from tinhso.exchange.subscriptions.rights import Right, right_of
from tinhso.exchange.topics.declared import declared_topics
from tinhso.exchange.topics.description import MOST_FETCHED
from tinhso.kernel.events.public import Actor
from tinhso.kernel.law.public import rule_or

LEASE_RULE, LEASE_MINUTES = "exchange.event_lease_minutes", 10
AT_A_TIME = 1000
State = EventDelivery.State


class NotNow(Exception):
    """Nothing may be fetched at this moment: a pause, a maintenance, or no agreement any more. The words are for who asks."""


@dataclass(frozen=True)
class Fetched:
    """What one answer holds; `lease` is "" where nothing waits. Who confirms before `until` gets none of it again."""

    lease: str
    until: datetime | None
    deliveries: list[EventDelivery]
    more: bool


def lease_time(now: datetime) -> timedelta:
    """One query."""
    return timedelta(minutes=int(rule_or(LEASE_RULE, LEASE_MINUTES, on=now.date())))


@transaction.atomic
def fetch_events(
    *, subscription: EventSubscription, most: int, by: Actor, at: datetime, now: datetime
) -> Fetched:
    """The oldest that wait, up to `most`; `at` is the real clock. Two that ask at once get different ones. By the system.

    Raises: ExchangeForbidden, NotNow.
    """
    if not by.system:
        raise ExchangeForbidden
    EventSubscription.objects.select_for_update().get(pk=subscription.pk)
    subscription.refresh_from_db(fields=["paused_at", "ended_at"])
    topic = declared_topics().get(subscription.service.topic)
    if topic is None or right_of(subscription, now) is not Right.GIVEN:
        raise NotNow("Đăng ký đang tạm dừng, bảo trì hoặc không còn thỏa thuận hiệu lực.")
    length = lease_time(now)
    _take_back(subscription, at, length, now)
    waiting = EventDelivery.objects.fetchable(subscription, at, in_order=topic.in_order)
    rows = list(waiting.select_related("event")[: min(most, MOST_FETCHED) + 1])
    given = rows[: min(most, MOST_FETCHED)]
    if not given:
        return Fetched("", None, [], more=False)
    lease = secrets.token_hex(16)
    EventDelivery.objects.filter(pk__in=[one.pk for one in given]).update(
        state=State.SENDING, attempts=F("attempts") + 1, claimed_at=at, lease=lease
    )
    return Fetched(lease, at + length, given, more=len(rows) > len(given))


@transaction.atomic
def confirm_events(
    *, subscription: EventSubscription, lease: str, last: int | None, by: Actor, at: datetime
) -> int:
    """What came by one answer, up to the sequence `last`, is taken; how many. Later than its time it counts too, as long as
    nobody got it anew. By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    if not lease:
        return 0
    rows = EventDelivery.objects.select_for_update().filter(
        subscription=subscription, lease=lease, state__in=[State.SENDING, State.WAITING, State.DEAD]
    )
    if last is not None:
        rows = rows.filter(sequence__lte=last)
    confirmed = list(rows.order_by("sequence").values_list("pk", "claimed_at"))
    EventDelivery.objects.filter(pk__in=[pk for pk, _at in confirmed]).update(
        state=State.DELIVERED, ended_at=at
    )
    DeliveryAttempt.objects.bulk_create(
        DeliveryAttempt(
            delivery_id=pk, at=at, status=200, code="confirmed", milliseconds=_milliseconds(claimed, at)
        )
        for pk, claimed in confirmed
    )
    return len(confirmed)


def take_back(*, at: datetime, by: Actor, now: datetime) -> int:
    """What was fetched and not confirmed in time waits again, of every subscription; after as many times as a webhook is tried it
    is dead. How many. By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    length = lease_time(now)
    late = EventDelivery.objects.filter(
        subscription__way=EventSubscription.Way.PULL, state=State.SENDING, claimed_at__lt=at - length
    )
    pks = late.order_by("subscription").values_list("subscription", flat=True).distinct()
    found = EventSubscription.objects.whole().filter(pk__in=list(pks))
    return sum(_taken_back(one, at, length, now) for one in found)


@transaction.atomic
def _taken_back(subscription: EventSubscription, at: datetime, length: timedelta, now: datetime) -> int:
    EventSubscription.objects.select_for_update().get(pk=subscription.pk)
    return _take_back(subscription, at, length, now)


def _take_back(subscription: EventSubscription, at: datetime, length: timedelta, now: datetime) -> int:
    late = EventDelivery.objects.filter(
        subscription=subscription, state=State.SENDING, claimed_at__lt=at - length
    )
    rows = list(late.order_by("sequence")[:AT_A_TIME])
    dead = [one for one in rows if one.attempts >= MOST_ATTEMPTS]
    waiting = [one.pk for one in rows if one.attempts < MOST_ATTEMPTS]
    EventDelivery.objects.filter(pk__in=waiting).update(state=State.WAITING, next_try=at)
    EventDelivery.objects.filter(pk__in=[one.pk for one in dead]).update(state=State.DEAD, ended_at=at)
    DeliveryAttempt.objects.bulk_create(
        DeliveryAttempt(delivery=one, at=at, status=0, code="not_confirmed", milliseconds=0) for one in rows
    )
    for one in dead:
        hold(one, subscription, 0, now)
    return len(rows)


def _milliseconds(claimed: datetime | None, at: datetime) -> int:
    passed = (at - claimed).total_seconds() if claimed else 0.0
    return max(0, min(round(passed * 1000), 2**31 - 1))
