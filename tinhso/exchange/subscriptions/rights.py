"""Whether a subscription may be given anything at this moment: what was agreed is asked each time."""

from datetime import datetime
from enum import StrEnum

from django.db.models import Q

from tinhso.exchange.models import Agreement, EventSubscription, InformationSystem, Service
from tinhso.exchange.topics.description import CONFIRM, FETCH, SEND
from tinhso.lib.dates import HANOI


class Right(StrEnum):
    """HELD is for what passes by itself: a pause, a maintenance. NONE: nothing that happens meanwhile is ever given."""

    GIVEN = "given"
    HELD = "held"
    NONE = "none"


def agreement_of(
    service: Service, system: InformationSystem, now: datetime, way: str = EventSubscription.Way.PUSH
) -> Agreement | None:
    """One in force that names the system, or a group in which it is, and lets it be told, or fetch. One query."""
    needed = [SEND] if way == EventSubscription.Way.PUSH else [FETCH, CONFIRM]
    seat = Q(group__seats__system=system, group__seats__left_at=None)
    found = Agreement.objects.in_force(now.astimezone(HANOI).date()).filter(
        Q(consumer=system) | seat,
        service=service,
        operations__contains=[[one.method, one.path] for one in needed],
    )
    return found.select_related("case").order_by("pk").first()


def right_of(subscription: EventSubscription, now: datetime) -> Right:
    """Of a whole subscription. One query."""
    service, system = subscription.service, subscription.system
    stopped = service.system.member.suspended_at or system.member.suspended_at
    if subscription.ended_at or stopped or service.is_withdrawn(now):
        return Right.NONE
    if agreement_of(service, system, now, subscription.way) is None:
        return Right.NONE
    return Right.GIVEN if subscription.is_open and not service.in_maintenance(now) else Right.HELD
