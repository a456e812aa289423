"""After the commit: each receiver deals with the event once, in a transaction of its own."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.listen import Receiver, receivers_of
from tinhso.kernel.events.models import Delivery, EventRow
from tinhso.kernel.site.public import cached_query, planned
from tinhso.lib.dates import local

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
    """Hand the event to every receiver that has not had it. One that fails holds up no other: those after it get jobs of
    their own, and this job tries it again. A worker that dies in the middle leaves this job, which goes on there.
    """
    event = the_event.first(event_id)
    if event is None:
        raise EventRow.DoesNotExist(event_id)
    for name, receiver in receivers_of(event.name).items():
        try:
            _hand(event, name, receiver)
        except BaseException:
            _leave(event, failed=name)
            raise


def _leave(event: EventRow, *, failed: str) -> None:
    with transaction.atomic():
        for name in _waiting(event):
            if name != failed:
                app.configure_task("events.deliver_to", queue="deliver").defer(
                    event_id=event.pk, receiver=name
                )


def _waiting(event: EventRow) -> list[str]:
    """The receivers that have not had it, the first first."""
    done = set(Delivery.objects.filter(event=event).values_list("receiver", flat=True))
    return [name for name in receivers_of(event.name) if name not in done]


@cached_query(int)
def the_event(pk: int) -> QuerySet[EventRow]:
    return EventRow.objects.filter(pk=pk)


def stuck_deliveries(*, limit: int = 100) -> list[StuckDelivery]:
    """Deliveries that failed at least once and are not done, oldest first; for the doctor and administrators."""
    jobs = (
        ProcrastinateJob.objects.filter(task_name__in=["events.deliver", "events.deliver_to"], attempts__gt=0)
        .exclude(status__in=["succeeded", "cancelled", "doing"])
        .order_by("id")[:limit]
    )
    return [
        StuckDelivery(
            j.id, j.args["event_id"], j.args.get("receiver") or _at(j), j.attempts, j.status == "failed"
        )
        for j in jobs
    ]


def _at(job: ProcrastinateJob) -> str | None:
    """The receiver at which the job of a whole event stands."""
    event = the_event.first(job.args["event_id"])
    return next(iter(_waiting(event)), None) if event else None


@transaction.atomic
def _hand(event: EventRow, name: str, receiver: Receiver) -> bool:
    with planned() as cursor:
        cursor.execute(CLAIM, [event.pk, name])
        if cursor.fetchone() is None:
            return False
    event.at = local(
        event.at
    )  # the database tells moments in UTC, whose day is another one until seven in the morning
    receiver(event)
    return True
