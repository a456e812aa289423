from datetime import datetime, timedelta

from django.db import transaction

from tinhso.exchange.models import EventDelivery, PublishedEvent
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.topics.events import PublishedEventsErased
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import HANOI

DAYS = "exchange.event_days"


@transaction.atomic
def erase_published(*, by: Actor, now: datetime, real: datetime) -> int:
    """Notices that are older than the days of the rule go, with their deliveries; the sealed events that they were made of stay. How many went.

    `real` is the real clock, by which they were published. By the system, every night.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    days = rule_or(DAYS, None, on=now.astimezone(HANOI).date())
    if not isinstance(days, int):
        return 0
    before = real - timedelta(days=days)
    EventDelivery.objects.filter(event__published_at__lt=before).delete()
    erased, _of = PublishedEvent.objects.filter(published_at__lt=before).delete()
    if erased:
        record(PublishedEventsErased(number=erased), by=by, at=now)
    return erased
