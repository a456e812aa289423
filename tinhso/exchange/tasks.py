"""Jobs of the data exchange."""

from contextlib import suppress
from functools import partial

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from tinhso.exchange.agreements.actions.open_reviews import open_reviews as open_due
from tinhso.exchange.calls.actions.erase_bodies import erase_bodies
from tinhso.exchange.calls.actions.import_calls import import_calls as import_spool
from tinhso.exchange.connections.actions.look_at_certificates import look_at_certificates
from tinhso.exchange.data_uses.actions.erase_call_people import erase_call_people
from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.monitoring.actions.notify_of_troubles import notify_of_troubles
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.provided.actions.offer_services import renew_descriptions
from tinhso.exchange.registry.actions.notify_of_expiring_certificates import notify_of_expiring_certificates
from tinhso.exchange.registry.actions.notify_of_expiring_keys import notify_of_expiring_keys
from tinhso.exchange.subscriptions.actions.fetch_events import take_back
from tinhso.exchange.subscriptions.actions.send_events import due_subscriptions, take_up
from tinhso.exchange.subscriptions.actions.send_events import send_events as send_waiting
from tinhso.exchange.subscriptions.actions.spread_events import spread_events
from tinhso.exchange.topics.actions.erase_published import erase_published as erase_old_events
from tinhso.exchange.topics.actions.open_topic import renew_topics
from tinhso.exchange.topics.actions.publish_events import publish_events as publish_sealed
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock
from tinhso.lib.exchange.push import push


@app.periodic(cron="20 19 * * *")  # 02:20 in Hà Nội: schedules count in UTC
@app.task(
    name="exchange.open_reviews", queue="slow", queueing_lock="exchange.open_reviews", pass_context=False
)
def open_reviews(timestamp: int) -> None:
    """Yearly reviews of agreements that fall due."""
    open_due(by=SYSTEM, now=clock.now())


@app.periodic(cron="30 0 * * *")  # 07:30 in Hà Nội, before what ends is told
@app.task(
    name="exchange.look_at_certificates",
    queue="slow",
    queueing_lock="exchange.look_at_certificates",
    pass_context=False,
)
def look_at_all_certificates(timestamp: int) -> None:
    """Which certificates answer where services are placed, and until when."""
    look_at_certificates(by=SYSTEM, at=timezone.now(), now=clock.now())


@app.periodic(cron="30 1 * * *")  # 08:30 in Hà Nội, when somebody can act on it
@app.task(
    name="exchange.tell_expiring_keys",
    queue="slow",
    queueing_lock="exchange.tell_expiring_keys",
    pass_context=False,
)
def notify_of_expiring(timestamp: int) -> None:
    """Keys of systems and certificates that end within thirty, seven days or one; certificates that ended."""
    notify_of_expiring_keys(by=SYSTEM, now=clock.now())
    notify_of_expiring_certificates(by=SYSTEM, at=timezone.now(), now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(
    name="exchange.tell_troubles", queue="slow", queueing_lock="exchange.tell_troubles", pass_context=False
)
def notify_of_trouble(timestamp: int) -> None:
    """National databases that fail or are paused, quotas of the day that are nearly used up."""
    notify_of_troubles(by=SYSTEM, now=clock.now())


@app.task(
    name="exchange.issue_policies", queue="fast", queueing_lock="exchange.issue_policies", pass_context=False
)
def issue_policies() -> None:
    """The policies of this moment, of each environment."""
    for environment in ServiceAddress.Environment:
        issue_policy(environment=environment, by=SYSTEM, now=clock.now())


@app.periodic(cron="0 17 * * *")  # midnight in Hà Nội: agreements begin and end, keys run out
@app.task(
    name="exchange.issue_at_midnight",
    queue="fast",
    queueing_lock="exchange.issue_at_midnight",
    pass_context=False,
)
def issue_at_midnight(timestamp: int) -> None:
    """What a newer program describes otherwise, then the policies of the new day."""
    renew_descriptions(by=SYSTEM, now=clock.now())
    renew_topics(by=SYSTEM, now=clock.now())
    issue_policies()


@app.periodic(cron="40 19 * * *")  # 02:40 in Hà Nội
@app.task(
    name="exchange.erase_call_people",
    queue="slow",
    queueing_lock="exchange.erase_call_people",
    pass_context=False,
)
def erase_people(timestamp: int) -> None:
    """What the log of calls and requests hold about people or of what calls said, and may no longer."""
    erase_call_people(by=SYSTEM, now=clock.now())
    erase_bodies(by=SYSTEM, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="exchange.import_calls", queue="slow", queueing_lock="exchange.import_calls", pass_context=False
)
def import_calls(timestamp: int) -> None:
    """What the planes of this folder wrote of their calls."""
    import_spool(folder=settings.EXCHANGE_FOLDER / "calls", by=SYSTEM, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="exchange.publish_events", queue="slow", queueing_lock="exchange.publish_events", pass_context=False
)
def publish_events(timestamp: int) -> None:
    """What was sealed since the last time, as notices of the topics that were opened, and a job for each that waits for some."""
    at = timezone.now()
    publish_sealed(by=SYSTEM)
    spread_events(by=SYSTEM, at=at, now=clock.now())
    take_up(at)
    take_back(at=at, by=SYSTEM, now=clock.now())
    for pk in due_subscriptions(at):
        # one round of a subscription at a time, and one that waits: a receiver that hangs holds up nobody else
        named = f"exchange.send_events:{pk}"
        with suppress(AlreadyEnqueued), transaction.atomic():
            send_events.configure(lock=named, queueing_lock=named).defer(subscription_id=pk)


@app.task(name="exchange.send_events", queue="fast", pass_context=False)
def send_events(subscription_id: int) -> None:
    """What waits for one subscription."""
    pushed = partial(push, stand_ins=settings.EXCHANGE_STAND_INS)
    send_waiting(subscription_id, push=pushed, by=SYSTEM, now=clock.now())


@app.periodic(cron="50 19 * * *")  # 02:50 in Hà Nội
@app.task(
    name="exchange.erase_published",
    queue="slow",
    queueing_lock="exchange.erase_published",
    pass_context=False,
)
def erase_published(timestamp: int) -> None:
    """Notices whose days are over."""
    erase_old_events(by=SYSTEM, now=clock.now(), real=timezone.now())
