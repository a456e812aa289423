from datetime import timedelta

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from tinhso.kernel.events.jobs import finished_jobs
from tinhso.kernel.events.jobs.finished_jobs import clear_finished_jobs
from tinhso.kernel.law.models import Rule

pytestmark = pytest.mark.django_db


def ended(status: str, days: float) -> int:
    """A job that came to this end so long ago."""
    job = app.configure_task("events.deliver", queue="deliver", allow_unknown=True).defer(event_id=1)
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_jobs set status = %s where id = %s", [status, job])
        at = timezone.now() - timedelta(days=days)
        cursor.execute("update procrastinate_events set at = %s where job_id = %s", [at, job])
    return int(job)


def left() -> set[int]:
    return set(ProcrastinateJob.objects.values_list("pk", flat=True))


def test_what_ended_long_ago_goes_with_its_history_and_the_rest_stays():
    cleared = {ended(status, 8) for status in ("succeeded", "cancelled", "aborted")}
    stays = {ended("failed", 400), ended("todo", 400), ended("succeeded", 6.9)}
    assert clear_finished_jobs() == 3
    assert left() == stays and not ProcrastinateEvent.objects.filter(job__in=cleared).exists()
    assert clear_finished_jobs() == 0


def test_the_rule_of_the_day_says_after_how_many_days():
    Rule.objects.create(key="jobs.finished_days", value=30, valid=DateRange(None, None), source="thử")
    ended("succeeded", 29)
    old = ended("succeeded", 31)
    assert clear_finished_jobs() == 1 and old not in left()


def test_many_go_in_pieces_up_to_a_limit(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(finished_jobs, "AT_A_TIME", 2)
    monkeypatch.setattr(finished_jobs, "MOST_TIMES", 2)
    jobs = [ended("succeeded", 8) for _ in range(5)]
    with django_assert_max_num_queries(7):
        assert clear_finished_jobs() == 4
    assert left() == {jobs[-1]}
    assert clear_finished_jobs() == 1


def test_a_tick_whose_job_is_gone_is_still_remembered():
    """The timetable keeps its place: a tick does not come twice."""
    job = ended("succeeded", 8)
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into procrastinate_periodic_defers (task_name, defer_timestamp, job_id) values ('a', 60, %s)",
            [job],
        )
        assert clear_finished_jobs() == 1
        cursor.execute("select job_id from procrastinate_periodic_defers where task_name = 'a'")
        assert cursor.fetchall() == [(None,)]
