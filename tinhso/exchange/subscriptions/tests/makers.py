"""Agency B subscribes to the topic of the tests, by an agreement that agency C approved."""

from datetime import timedelta

from django.utils import timezone

from tinhso.casework.tests.makers import NOW
from tinhso.exchange.agreements.actions.appraise_agreement import appraise_agreement
from tinhso.exchange.agreements.actions.approve_agreement import approve_agreement
from tinhso.exchange.agreements.tests.makers import applied
from tinhso.exchange.models import Service
from tinhso.exchange.subscriptions.actions.spread_events import spread_events
from tinhso.exchange.subscriptions.actions.subscribe import subscribe
from tinhso.exchange.topics.description import SEND
from tinhso.exchange.topics.tests.makers import moved, opened, published
from tinhso.kernel.events.public import SYSTEM
from tinhso.lib.exchange.push import Pushed

URL = "https://nhan.so-b.example.vn/su-kien"


def agreed(town, consumer=None):
    """In force since this morning."""
    town.topic = Service.objects.select_related("system__member__agency").get(pk=opened(town).pk)
    agreement = applied(
        town, service=town.topic, operations=(SEND,), fields=(), begins=NOW.date(),
        ends=NOW.date() + timedelta(days=365),
    )  # fmt: skip
    ver = agreement.case.ver
    appraise_agreement(agreement=agreement, ver=ver, by=town.actor("lam"), now=NOW)
    approve_agreement(agreement=agreement, ver=agreement.case.ver, by=town.actor("cuc"), now=NOW)
    town.agreement = agreement
    return agreement


def subscribed(town, url=URL):
    agreed(town)
    return subscribe(service=town.topic, system=town.consumer, url=url, by=town.actor("hoa"), now=NOW)


def happened(*cases):
    """Each of these cases moved, and a delivery waits for whoever may be told."""
    for pk in cases:
        moved(pk)
    published()
    return spread()


def spread(now=NOW):
    return spread_events(by=SYSTEM, at=timezone.now(), now=now)


class Receiver:
    """Answers as it is told, and remembers what came."""

    def __init__(self, *statuses, rest=0):
        self.statuses, self.rest, self.came = list(statuses), rest, []

    def __call__(self, url, body, headers):
        self.came.append((url, body, headers))
        status = self.statuses.pop(0) if self.statuses else 204
        return Pushed(status, "answered" if status else "unreachable", 5, self.rest)
