from datetime import datetime

from django.db import transaction

from tinhso.exchange.models import EventDelivery, EventSubscription, PublishedEvent
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.exchange.subscriptions.rights import Right, agreement_of, right_of
from tinhso.kernel.events.public import Actor

AT_A_TIME = 1000


def spread_events(*, by: Actor, at: datetime, now: datetime) -> int:
    """A delivery for each new notice and each subscription that has a right to it; how many. `at` is the real clock.

    Of an agreement that names agencies only theirs. Where no agreement is in force, notices are passed over for good: who had no right to them is not given them later.
    By the system.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    made = 0
    for subscription in EventSubscription.objects.whole().filter(ended_at=None):
        while (found := _spread(subscription, at, now)) is not None:
            made += found
    return made


@transaction.atomic
def _spread(subscription: EventSubscription, at: datetime, now: datetime) -> int | None:
    """The next thousand; None where there is nothing new."""
    reached = EventSubscription.objects.select_for_update().values_list("reached", flat=True)
    since = reached.get(pk=subscription.pk)
    new = PublishedEvent.objects.filter(service=subscription.service_id, sequence__gt=since)
    events = list(new.order_by("sequence").only("pk", "sequence", "subject", "agency", "at")[:AT_A_TIME])
    if not events:
        return None
    EventSubscription.objects.filter(pk=subscription.pk).update(reached=events[-1].sequence)
    if right_of(subscription, now) is Right.NONE:
        return 0
    agreement = agreement_of(subscription.service, subscription.system, now, subscription.way)
    agencies = set(agreement.agencies) if agreement else set()
    deliveries = [
        EventDelivery(
            subscription=subscription,
            event=event,
            sequence=event.sequence,
            subject=event.subject,
            next_try=at,
        )
        for event in events
        if event.at >= subscription.made_at and (not agencies or event.agency in agencies)
    ]
    EventDelivery.objects.bulk_create(deliveries)
    return len(deliveries)
