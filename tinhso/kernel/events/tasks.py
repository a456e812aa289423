"""Jobs of the log: deliveries with backoff, the sealer every minute; and whatever job a dead worker left."""

import logging
from smtplib import SMTPException

from django.db import transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tinhso.kernel.events.jobs.delivery import deliver_to, spread
from tinhso.kernel.events.jobs.finished_jobs import clear_finished_jobs
from tinhso.kernel.events.jobs.left_jobs import take_up_left_jobs
from tinhso.kernel.events.models import Seal
from tinhso.kernel.events.sealing import seal
from tinhso.kernel.events.signatures.post_heads import post_by_mail, post_stamps, post_to_folder
from tinhso.kernel.events.signatures.sign_heads import NotSigned, sign_heads
from tinhso.kernel.events.signatures.stamp_heads import stamp_heads

log = logging.getLogger("tinhso.seals")

# 12 tries: after 4, 8, 16 … seconds, together more than two hours; then the job stays visible as failed.
BACKOFF = RetryStrategy(max_attempts=12, exponential_wait=2)
FIRST = 10  # priority: a seal waits for no backlog of deliveries


@app.task(name="events.deliver", queue="deliver", retry=BACKOFF)
def deliver_event(event_id: int) -> None:
    spread(event_id)


@app.task(name="events.deliver_to", queue="deliver", retry=BACKOFF)
def deliver_event_to(event_id: int, receiver: str) -> None:
    deliver_to(event_id, receiver)


@app.periodic(cron="* * * * *")
@app.task(
    name="events.take_up_left_jobs", queue="seals", queueing_lock="events.take_up_left_jobs", priority=FIRST
)
def take_up(timestamp: int) -> None:
    with transaction.atomic():
        take_up_left_jobs()


@app.periodic(cron="* * * * *")
@app.task(name="events.seal", queue="seals", queueing_lock="events.seal", priority=FIRST)
def seal_events(timestamp: int) -> None:
    seal(Seal.Log.EVENTS)
    sign()


@app.periodic(cron="10 17 * * *")  # 00:10 in Hà Nội: schedules count in UTC
@app.task(name="events.seal_access", queue="seals", queueing_lock="events.seal_access", priority=FIRST)
def seal_access(timestamp: int) -> None:
    seal(Seal.Log.ACCESS)
    sign()


def sign() -> None:
    """Sealing goes on where signing cannot: `tinhso check` and `verify` say so until somebody has mended it."""
    try:
        sign_heads()
    except NotSigned as error:
        log.error("heads are not signed: %s", type(error).__name__)


@app.periodic(cron="41 * * * *")
@app.task(name="events.clear_finished_jobs", queue="slow", queueing_lock="events.clear_finished_jobs")
def clear_finished(timestamp: int) -> None:
    clear_finished_jobs()


@app.periodic(cron="*/10 * * * *")
@app.task(name="events.post_heads", queue="slow", queueing_lock="events.post_heads")
def post_heads(timestamp: int) -> None:
    post_to_folder()
    stamp_heads()
    post_stamps()


@app.periodic(cron="0 0 * * *")  # 07:00 in Hà Nội
@app.task(name="events.mail_heads", queue="slow", queueing_lock="events.mail_heads")
def mail_heads(timestamp: int) -> None:
    try:
        post_by_mail()
    except (SMTPException, OSError) as error:
        log.error("heads could not be mailed: %s", type(error).__name__)
