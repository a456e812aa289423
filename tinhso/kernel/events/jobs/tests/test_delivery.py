from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events import listen as registry
from tinhso.kernel.events.jobs.delivery import spread
from tinhso.kernel.events.models import Delivery, EventRow
from tinhso.kernel.events.public import SYSTEM, Event, deliver, listen, record, stuck_deliveries
from tinhso.kernel.events.tasks import deliver_event, deliver_event_to, seal_events

AT = datetime(2024, 3, 8, 2, 30, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class LetterSent(Event):
    """A letter left the house."""


@dataclass(frozen=True, kw_only=True)
class LetterFiled(Event):
    """Nobody listens to this one."""


@pytest.fixture
def heard_receivers(monkeypatch):
    """Two receivers of LetterSent; `heard_receivers` lists what they got, `heard_receivers.broken` breaks the second."""

    class Heard(list):
        broken = False

    heard_receivers = Heard()
    monkeypatch.setattr(registry, "LISTENING", {})

    @listen(LetterSent)
    def first(event):
        heard_receivers.append(("first", event.pk))

    @listen(LetterSent)
    def second(event):
        if heard_receivers.broken:
            raise RuntimeError("broken")
        heard_receivers.append(("second", event.pk))

    return heard_receivers


def work():
    """A real worker until nothing is left that is due."""
    assert isinstance(app.connector, DjangoConnector)
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(
            queues=["deliver"], wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1
        )


@pytest.mark.django_db
def test_a_job_is_deferred_only_if_somebody_listens(heard_receivers):
    record(LetterFiled(), by=SYSTEM, at=AT)
    assert not ProcrastinateJob.objects.exists()
    event_id = record(LetterSent(), by=SYSTEM, at=AT)
    job = ProcrastinateJob.objects.get()
    assert (job.task_name, job.queue_name, job.args) == ("events.deliver", "deliver", {"event_id": event_id})


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_deed_delivers_nothing(heard_receivers):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(LetterSent(), by=SYSTEM, at=AT)
        1 / 0  # noqa: B018
    assert not ProcrastinateJob.objects.exists()


@pytest.mark.django_db
def test_every_receiver_hears_an_event_once(heard_receivers):
    event_id = record(LetterSent(), by=SYSTEM, at=AT)
    assert deliver(event_id) == 2
    assert deliver(event_id) == 0
    assert heard_receivers == [("first", event_id), ("second", event_id)]


@pytest.mark.django_db(transaction=True)
def test_one_job_hands_an_event_to_all_who_listen(heard_receivers):
    with transaction.atomic():
        event_id = record(LetterSent(), by=SYSTEM, at=AT)
    work()
    assert heard_receivers == [("first", event_id), ("second", event_id)]
    assert ProcrastinateJob.objects.get(args__event_id=event_id).status == "succeeded"
    spread(event_id)  # left by a worker that died, done again
    assert len(heard_receivers) == 2


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_receivers_after_one_that_fails_have_jobs_of_their_own_once(heard_receivers, monkeypatch):
    def broken(event):
        raise RuntimeError("broken")

    listening = {"events.broken": broken, **registry.LISTENING["events.LetterSent"]}
    monkeypatch.setitem(registry.LISTENING, "events.LetterSent", listening)
    with transaction.atomic():
        event_id = record(LetterSent(), by=SYSTEM, at=AT)
    for _ in range(2):
        work()
        assert heard_receivers == [("first", event_id), ("second", event_id)]
        (stuck,) = stuck_deliveries()
        assert (stuck.event_id, stuck.receiver) == (event_id, "events.broken")
        with connection.cursor() as cursor:
            cursor.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
    own_jobs = ProcrastinateJob.objects.filter(task_name="events.deliver_to", args__event_id=event_id)
    assert own_jobs.count() == 2


def test_a_seal_waits_for_no_backlog_of_deliveries():
    assert seal_events.priority > deliver_event.priority == deliver_event_to.priority


@pytest.mark.django_db(transaction=True)
def test_a_worker_delivers_and_a_broken_receiver_holds_up_no_other(heard_receivers):
    heard_receivers.broken = True
    with transaction.atomic():
        event_id = record(LetterSent(), by=SYSTEM, at=AT)
    work()
    assert heard_receivers == [("first", event_id)]
    (stuck,) = stuck_deliveries()
    assert (stuck.event_id, stuck.receiver, stuck.attempts, stuck.given_up) == (
        event_id,
        "events.second",
        1,
        False,
    )
    heard_receivers.broken = False
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
    work()
    assert heard_receivers == [("first", event_id), ("second", event_id)]
    assert not stuck_deliveries()
    assert Delivery.objects.count() == 2


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
def test_what_a_receiver_defers_inside_a_worker_falls_with_its_deed(heard_receivers):
    """Procrastinate's own connector would commit the job at once, on a connection of the worker."""

    @listen(LetterFiled)
    def send_and_fail(event):
        record(LetterSent(), by=SYSTEM, at=AT)
        heard_receivers.append(("third", event.pk))
        if heard_receivers.broken:
            raise RuntimeError("broken")

    heard_receivers.broken = True
    with transaction.atomic():
        event_id = record(LetterFiled(), by=SYSTEM, at=AT)
    work()
    assert heard_receivers == [("third", event_id)]
    assert EventRow.objects.count() == 1
    assert ProcrastinateJob.objects.filter(task_name__startswith="events.deliver").count() == 1
    heard_receivers.broken = False
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = now() where status = 'todo'")
    work()
    assert [name for name, _ in heard_receivers] == ["third", "third", "first", "second"]
    assert not stuck_deliveries()
