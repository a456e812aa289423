"""Jobs that nobody tries any more: what they were, since when, and how somebody lets them go on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

FAILED = """
select j.id, j.task_name, j.queue_name, j.args, j.attempts,
  (select max(e.at) from procrastinate_events e where e.job_id = j.id)
from procrastinate_jobs j where j.status = 'failed' order by j.id
"""
# Where another one of its kind waits already (a queueing lock lets only one wait), that one does the work.
DOUBLED = """
select exists (select from procrastinate_jobs w where w.status = 'todo' and w.queueing_lock = j.queueing_lock)
from procrastinate_jobs j where j.id = %s
"""
LOCK = "select id from procrastinate_jobs where id = %s and status = 'failed' for update skip locked"
RETRY_SQL = "select procrastinate_retry_job_v2(%s, now(), null, null, null)"
AFRESH = "update procrastinate_jobs set attempts = 0 where id = %s"
DROP = "delete from procrastinate_jobs where id = %s and status = 'failed'"


@dataclass(frozen=True)
class GivenUpJob:
    """`arguments` are ids and codes, as in every job; `at` is when it ended, None where its history was cleared."""

    id: int
    task: str
    queue: str
    arguments: dict[str, Any]
    attempts: int
    at: datetime | None


def given_up_jobs() -> list[GivenUpJob]:
    """All of them, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(FAILED)
        return [GivenUpJob(*row) for row in cursor.fetchall()]


@transaction.atomic
def resume_job(job: int) -> bool:
    """Let it be tried again from the beginning; False for one that is not given up (any more)."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [job])
        if cursor.fetchone() is None:
            return False
        cursor.execute(DOUBLED, [job])
        if cursor.fetchone()[0]:
            cursor.execute(DROP, [job])
        else:
            cursor.execute(RETRY_SQL, [job])
            cursor.execute(AFRESH, [job])
        _forget_left(cursor, [job])
    return True


@transaction.atomic
def drop_job(job: int) -> bool:
    """It will never be done; False for one that is not given up."""
    with connection.cursor() as cursor:
        cursor.execute(DROP, [job])
        dropped = bool(cursor.rowcount)
        _forget_left(cursor, [job] if dropped else [])
    return dropped


def _forget_left(cursor: Any, jobs: Collection[int]) -> None:  # noqa: ANN401
    cursor.execute("delete from kernel_left_job where job_id = any(%s)", [list(jobs)])
