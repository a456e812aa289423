from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import EventSubscription
from tinhso.exchange.subscriptions.events import (
    SubscriptionEnded,
    SubscriptionPaused,
    SubscriptionResumed,
)
from tinhso.exchange.subscriptions.permissions import can_subscribe, check_can_mend
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def pause_subscription(*, subscription: EventSubscription, by: Actor, now: datetime) -> None:
    """Nothing is sent until it is resumed; what happens meanwhile waits.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_mend(subscription, by, now.date())
    by_member = can_subscribe(subscription.system, by, now.date())
    ground = EventSubscription.Pause.OWN if by_member else EventSubscription.Pause.OPERATOR
    rows = EventSubscription.objects.filter(pk=subscription.pk, ended_at=None, paused_at=None)
    if not rows.update(paused_at=now, pause=ground):
        raise EntryRefused("", "Đăng ký này đang tạm dừng hoặc đã chấm dứt.")
    record(SubscriptionPaused(subscription_id=subscription.pk, ground=Code(ground.value)), by=by, at=now)


@transaction.atomic
def resume_subscription(*, subscription: EventSubscription, by: Actor, now: datetime) -> None:
    """What waited goes out. What the operator paused, the operator resumes.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_mend(subscription, by, now.date())
    rows = EventSubscription.objects.filter(pk=subscription.pk, ended_at=None, paused_at__isnull=False)
    if can_subscribe(subscription.system, by, now.date()) and not by.system:
        rows = rows.exclude(pause=EventSubscription.Pause.OPERATOR)
    if not rows.update(paused_at=None, pause=""):
        raise EntryRefused("", "Đăng ký này không tạm dừng, hoặc do cơ quan vận hành tạm dừng.")
    record(SubscriptionResumed(subscription_id=subscription.pk), by=by, at=now)


@transaction.atomic
def end_subscription(*, subscription: EventSubscription, by: Actor, now: datetime) -> None:
    """It is told nothing any more; what waits is not sent.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_mend(subscription, by, now.date())
    rows = EventSubscription.objects.filter(pk=subscription.pk, ended_at=None)
    if not rows.update(ended_at=now):
        raise EntryRefused("", "Đăng ký này đã chấm dứt.")
    record(SubscriptionEnded(subscription_id=subscription.pk), by=by, at=now)
