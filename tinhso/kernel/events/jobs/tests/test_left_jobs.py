import psycopg
import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from tinhso.kernel.events.jobs.connector import is_loss
from tinhso.kernel.events.jobs.left_jobs import MOST, take_up_left_jobs
from tinhso.kernel.events.models import LeftJob

pytestmark = pytest.mark.django_db


def job_of(worker_silent_for: int | None, *, attempts: int = 0, lock: str | None = None) -> int:
    """A job in "doing" of a worker that has said nothing for so many seconds; None: of one that is gone."""
    job = app.configure_task("events.deliver", queue="deliver", queueing_lock=lock, allow_unknown=True).defer(
        event_id=1
    )
    with connection.cursor() as cursor:
        worker = None
        if worker_silent_for is not None:
            cursor.execute(
                "insert into procrastinate_workers (last_heartbeat) values (now() - make_interval(secs => %s)) returning id",
                [worker_silent_for],
            )
            worker = cursor.fetchone()[0]
        cursor.execute(
            "update procrastinate_jobs set status = 'doing', worker_id = %s, attempts = %s where id = %s",
            [worker, attempts, job],
        )
    return job


def state_of(job: int) -> str:
    return str(ProcrastinateJob.objects.get(pk=job).status)


@pytest.mark.parametrize("silent", [None, 31])
def test_a_job_of_a_dead_worker_is_done_again(silent):
    job = job_of(silent)
    assert take_up_left_jobs() == 1
    assert state_of(job) == "todo"
    assert take_up_left_jobs() == 0


def test_a_job_of_a_living_worker_is_left_alone():
    job = job_of(5)
    assert take_up_left_jobs() == 0
    assert state_of(job) == "doing"


def leave(job: int) -> None:
    """A worker takes it and dies."""
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = 'doing' where id = %s", [job])


def test_a_job_that_was_left_again_and_again_is_given_up():
    job = job_of(None)
    for _ in range(MOST):
        take_up_left_jobs()
        assert state_of(job) == "todo"
        leave(job)
    take_up_left_jobs()
    assert state_of(job) == "failed"


def test_tries_for_other_reasons_do_not_count_as_left():
    """A delivery at its sixth try was given up when PostgreSQL was killed."""
    job = job_of(None, attempts=MOST + 1)
    take_up_left_jobs()
    assert state_of(job) == "todo"


def test_counts_of_jobs_that_are_gone_go_too():
    job = job_of(None)
    take_up_left_jobs()
    assert LeftJob.objects.filter(pk=job).exists()
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_jobs where id = %s", [job])
    take_up_left_jobs()
    assert not LeftJob.objects.exists()


def test_where_one_of_its_kind_waits_already_that_one_does_the_work():
    left = [job_of(None, lock="once"), job_of(None, lock="once")]
    take_up_left_jobs()
    assert sorted(map(state_of, left)) == ["aborted", "todo"]


def test_a_lost_connection_is_not_a_cancelled_statement():
    assert is_loss(psycopg.OperationalError("server closed the connection"))
    assert is_loss(psycopg.errors.AdminShutdown())
    assert not is_loss(psycopg.errors.DeadlockDetected())
    assert not is_loss(psycopg.errors.QueryCanceled())


def test_ticks_that_a_clock_set_back_has_still_before_it_will_come_again():
    from tinhso.kernel.events.jobs.left_jobs import forget_ticks_to_come

    with connection.cursor() as cursor:
        for ahead in (-60, 0, 3600):
            cursor.execute(
                "insert into procrastinate_periodic_defers (task_name, defer_timestamp) values ('x', extract(epoch from now())::bigint + %s)",
                [ahead],
            )
        forget_ticks_to_come()
        cursor.execute("select count(*) from procrastinate_periodic_defers where task_name = 'x'")
        assert cursor.fetchone()[0] == 2
