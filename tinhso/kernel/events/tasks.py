"""Jobs of the log: deliveries with backoff, and the sealer every minute."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from tinhso.kernel.events.delivery import deliver_to, spread

# 12 tries: after 4, 8, 16 … seconds, together more than two hours; then the job stays visible as failed.
BACKOFF = RetryStrategy(max_attempts=12, exponential_wait=2)


@app.task(name="events.deliver", queue="deliver", retry=BACKOFF)
def deliver_event(event_id: int) -> None:
    spread(event_id)


@app.task(name="events.deliver_to", queue="deliver", retry=BACKOFF)
def deliver_event_to(event_id: int, receiver: str) -> None:
    deliver_to(event_id, receiver)
