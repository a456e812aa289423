from datetime import datetime

from django.db import transaction
from django.db.models import Max

from tinhso.exchange.models import EventSubscription, InformationSystem, PublishedEvent, Service
from tinhso.exchange.subscriptions.events import SubscriptionMade, SubscriptionMoved
from tinhso.exchange.subscriptions.permissions import check_can_subscribe
from tinhso.exchange.subscriptions.rights import agreement_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.exchange.addresses import AddressRefused, checked_address

WITHOUT_AGREEMENT = {
    "push": "Hệ thống chưa có thỏa thuận đang hiệu lực với chủ đề này.",
    "pull": "Hệ thống chưa có thỏa thuận đang hiệu lực về việc lấy và xác nhận sự kiện của chủ đề này.",
}


@transaction.atomic
def subscribe(
    *,
    service: Service,
    system: InformationSystem,
    url: str,
    by: Actor,
    now: datetime,
    way: str = EventSubscription.Way.PUSH,
) -> EventSubscription:
    """A system with an agreement in force is told of the topic from now on, at that address; or fetches what waits for it.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_subscribe(system, by, now.date())
    if not service.topic:
        raise EntryRefused("service", "Dịch vụ này không phải chủ đề sự kiện.")
    if agreement_of(service, system, now, way) is None:
        raise EntryRefused("service", WITHOUT_AGREEMENT[way])
    plain = plain_address(url) if way == EventSubscription.Way.PUSH else ""
    InformationSystem.objects.select_for_update().get(pk=system.pk)
    if EventSubscription.objects.filter(service=service, system=system, ended_at=None).exists():
        raise EntryRefused("service", "Hệ thống đã đăng ký nhận chủ đề này.")
    made = EventSubscription.objects.create(
        service=service,
        system=system,
        way=way,
        url=plain,
        reached=last_published(service),
        made_by_id=by.user_id,
        made_at=now,
    )
    event = SubscriptionMade(subscription_id=made.pk, service_id=service.pk, system_id=system.pk)
    record(event, by=by, at=now)
    return made


@transaction.atomic
def move_subscription(*, subscription: EventSubscription, url: str, by: Actor, now: datetime) -> None:
    """What waits and what comes goes to another address.

    Raises: ExchangeForbidden, EntryRefused.
    """
    check_can_subscribe(subscription.system, by, now.date())
    if subscription.way == EventSubscription.Way.PULL:
        raise EntryRefused("url", "Bên nhận tự lấy sự kiện, không có địa chỉ nhận.")
    plain = plain_address(url)
    rows = EventSubscription.objects.filter(pk=subscription.pk, ended_at=None)
    if not rows.update(url=plain):
        raise EntryRefused("", "Đăng ký này đã chấm dứt.")
    record(SubscriptionMoved(subscription_id=subscription.pk), by=by, at=now)


def plain_address(url: str) -> str:
    """In its one spelling. EntryRefused."""
    try:
        return checked_address(url)
    except AddressRefused as error:
        raise EntryRefused("url", str(error)) from error


def last_published(service: Service) -> int:
    """The number of its newest notice. One query."""
    found = PublishedEvent.objects.filter(service=service).aggregate(last=Max("sequence"))
    return int(found["last"] or 0)
