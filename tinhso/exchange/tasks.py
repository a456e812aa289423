"""Jobs of the data exchange."""

from django.conf import settings
from procrastinate.contrib.django import app

from tinhso.exchange.agreements.actions.open_reviews import open_reviews as open_due
from tinhso.exchange.calls.actions.import_calls import import_calls as import_spool
from tinhso.exchange.data_uses.actions.erase_call_people import erase_call_people
from tinhso.exchange.models import ServiceAddress
from tinhso.exchange.monitoring.actions.notify_of_troubles import notify_of_troubles
from tinhso.exchange.policy.actions.issue_policy import issue_policy
from tinhso.exchange.registry.actions.notify_of_expiring_keys import notify_of_expiring_keys
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site import clock


@app.periodic(cron="20 19 * * *")  # 02:20 in Hà Nội: schedules count in UTC
@app.task(
    name="exchange.open_reviews", queue="slow", queueing_lock="exchange.open_reviews", pass_context=False
)
def open_reviews(timestamp: int) -> None:
    """Yearly reviews of agreements that fall due."""
    open_due(by=SYSTEM, now=clock.now())


@app.periodic(cron="30 1 * * *")  # 08:30 in Hà Nội, when somebody can act on it
@app.task(
    name="exchange.tell_expiring_keys",
    queue="slow",
    queueing_lock="exchange.tell_expiring_keys",
    pass_context=False,
)
def notify_of_expiring(timestamp: int) -> None:
    """Keys of systems that end within thirty, seven days or one."""
    notify_of_expiring_keys(by=SYSTEM, now=clock.now())


@app.periodic(cron="*/15 * * * *")
@app.task(
    name="exchange.tell_troubles", queue="slow", queueing_lock="exchange.tell_troubles", pass_context=False
)
def notify_of_trouble(timestamp: int) -> None:
    """National databases that fail or are paused, quotas of the day that are nearly used up."""
    notify_of_troubles(by=SYSTEM, now=clock.now())


@app.task(name="exchange.issue_policies", queue="fast", pass_context=False)
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
    """The policies of the new day."""
    issue_policies()


@app.periodic(cron="40 19 * * *")  # 02:40 in Hà Nội
@app.task(
    name="exchange.erase_call_people",
    queue="slow",
    queueing_lock="exchange.erase_call_people",
    pass_context=False,
)
def erase_people(timestamp: int) -> None:
    """What the log of calls and requests hold about people and may no longer."""
    erase_call_people(by=SYSTEM, now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(
    name="exchange.import_calls", queue="slow", queueing_lock="exchange.import_calls", pass_context=False
)
def import_calls(timestamp: int) -> None:
    """What the planes of this folder wrote of their calls."""
    import_spool(folder=settings.EXCHANGE_FOLDER / "calls", by=SYSTEM, now=clock.now())
