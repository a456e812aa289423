"""Jobs whose database was killed under them are done again; what was given up is named and can go on."""

import psycopg
import pytest
from django.db import OperationalError, connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.jobs.lost_connection import MOST, AfterLoss
from tinhso.kernel.events.jobs.tests.test_left_jobs import job_of, state_of
from tinhso.kernel.events.public import drop_job, given_up_jobs, resume_job

pytestmark = pytest.mark.django_db(transaction=True)
TASK = "opendata.refresh_one"  # it has no strategy of its own


def work():
    """A real worker of the queue `slow` until nothing is left that is due."""
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(
            queues=["slow"], wait=False, install_signal_handlers=False, listen_notify=False, concurrency=1
        )


def due_now():
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set scheduled_at = null")


@pytest.fixture
def killed(monkeypatch):
    """The job's own connection is ended by PostgreSQL as often as `killed.times` says; then it succeeds."""

    class Killed(list):
        times = 1

    done = Killed()

    def refresh(dataset_id):
        if done.times:
            done.times -= 1
            with connection.cursor() as cursor:
                cursor.execute("select pg_terminate_backend(pg_backend_pid())")
        connection.close()
        done.append(dataset_id)

    monkeypatch.setattr(app.tasks[TASK], "func", refresh)
    return done


@pytest.mark.long
def test_a_job_whose_connection_was_killed_is_tried_again_and_done(killed):
    app.configure_task(TASK, queue="slow").defer(dataset_id=7)
    work()
    job = ProcrastinateJob.objects.get(task_name=TASK)
    assert (killed, job.status, job.attempts) == ([], "todo", 1)
    assert job.scheduled_at is not None  # it waits a little for the server to be back
    due_now()
    work()
    assert killed == [7] and not ProcrastinateJob.objects.filter(
        task_name=TASK, status__in=["todo", "failed"]
    )


def test_every_task_of_the_program_has_the_strategy_and_keeps_its_own():
    strategies = [task.retry_strategy for name, task in app.tasks.items() if not name.startswith("builtin")]
    assert strategies and all(isinstance(one, AfterLoss) for one in strategies)
    assert app.tasks["events.deliver"].retry_strategy.strategy.max_attempts == 12
    assert app.tasks[TASK].retry_strategy.strategy is None


@pytest.mark.parametrize(
    ("error", "is_retried"),
    [
        (psycopg.OperationalError("server closed the connection unexpectedly"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.DiskFull(), True),
        (psycopg.errors.QueryCanceled(), False),
        (ValueError("our own"), False),
    ],
)
def test_only_a_lost_database_or_a_full_disk_is_tried_again(error, is_retried):
    wrapped = OperationalError() if isinstance(error, psycopg.Error) else RuntimeError()
    wrapped.__cause__ = error
    decision = AfterLoss(None).get_retry_decision(exception=wrapped, job=app.configure_task(TASK).job)
    assert (decision is not None) is is_retried


def test_a_loss_without_end_is_given_up():
    job = app.configure_task(TASK).job.evolve(attempts=MOST)
    assert AfterLoss(None).get_retry_decision(exception=psycopg.errors.AdminShutdown(), job=job) is None


def given_up(lock=None):
    job = job_of(None, attempts=12, lock=lock)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'failed' where id = %s", [job])
    return job


def test_a_job_that_is_resumed_starts_from_the_beginning_and_a_dropped_one_is_gone():
    first, second = given_up(), given_up()
    assert [job.id for job in given_up_jobs()] == [first, second]
    assert resume_job(first) and state_of(first) == "todo"
    assert ProcrastinateJob.objects.get(pk=first).attempts == 0
    assert drop_job(second) and not ProcrastinateJob.objects.filter(pk=second).exists()
    assert not resume_job(first) and not drop_job(first) and not resume_job(999_999)


def test_where_one_of_its_kind_waits_already_that_one_does_the_work():
    old = given_up(lock="once")
    app.configure_task("events.deliver", queue="deliver", queueing_lock="once").defer(event_id=1)
    assert resume_job(old)
    assert ProcrastinateJob.objects.filter(status="todo").count() == 1
