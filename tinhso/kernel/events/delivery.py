"""After the commit: each receiver deals with the event once, in a transaction of its own."""

from dataclasses import dataclass

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.listen import Receiver, receivers_of
from tinhso.kernel.events.models import Delivery, EventRow

CLAIM = """
insert into kernel_delivery (event_id, receiver, done_at) values (%s, %s, now()) on conflict do nothing returning id
"""


@dataclass(frozen=True)
class StuckDelivery:
    """A delivery that failed at least once: still being retried, or given up (`given_up`)."""

    job_id: int
    event_id: int
    receiver: str | None
    attempts: int
    given_up: bool


def deliver(event_id: int) -> int:
    """Hand the event to every receiver that has not had it, here and now; returns how many it was.

    The first receiver that fails stops it with its own error. Workers use the job `events.deliver` instead.
    """
    event = EventRow.objects.get(pk=event_id)
    return sum(_hand(event, name, receiver) for name, receiver in receivers_of(event.name).items())


def deliver_to(event_id: int, receiver: str) -> None:
    """Hand the event to one receiver, unless it has had it; a receiver that no longer exists is passed over."""
    event = EventRow.objects.get(pk=event_id)
    if function := receivers_of(event.name).get(receiver):
        _hand(event, receiver, function)


def spread(event_id: int) -> None:
    """One job for each receiver that has not had the event, so that one that fails holds up no other."""
    event = EventRow.objects.get(pk=event_id)
    done = set(Delivery.objects.filter(event=event).values_list("receiver", flat=True))
    waiting = [name for name in receivers_of(event.name) if name not in done]
    if len(waiting) == 1:
        deliver_to(event_id, waiting[0])
        return
    with transaction.atomic():
        for name in waiting:
            app.configure_task("events.deliver_to", queue="deliver").defer(event_id=event_id, receiver=name)


def stuck_deliveries(*, limit: int = 100) -> list[StuckDelivery]:
    """Deliveries that failed at least once and are not done, oldest first; for the doctor and administrators."""
    jobs = (
        ProcrastinateJob.objects.filter(task_name__in=["events.deliver", "events.deliver_to"], attempts__gt=0)
        .exclude(status__in=["succeeded", "cancelled", "doing"])
        .order_by("id")[:limit]
    )
    return [
        StuckDelivery(j.id, j.args["event_id"], j.args.get("receiver"), j.attempts, j.status == "failed")
        for j in jobs
    ]


@transaction.atomic
def _hand(event: EventRow, name: str, receiver: Receiver) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [event.pk, name])
        if cursor.fetchone() is None:
            return False
    receiver(event)
    return True
