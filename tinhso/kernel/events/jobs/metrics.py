"""Jobs that wait, run or were given up; workers that live."""

from collections.abc import Iterator

from django.db import connection

from tinhso.kernel.events.jobs.workers import living_workers
from tinhso.kernel.site.operation import Sample

# Those that are due: what is laid down for later waits for nobody. Ended ones, millions of them, are in none of the indexes asked.
WAITING = """
select queue_name, count(*) filter (where status = 'todo'), count(*) filter (where status = 'doing'),
  count(*) filter (where status = 'failed')
from procrastinate_jobs
where status in ('todo', 'doing', 'failed') and coalesce(scheduled_at, '-infinity') <= now()
group by queue_name order by queue_name
"""

OLDEST = """
select first.queue_name, extract(epoch from now() - greatest(max(event.at), max(job.scheduled_at)))
from (select queue_name, min(id) as id from procrastinate_jobs
      where status = 'todo' and coalesce(scheduled_at, '-infinity') <= now() group by queue_name) first
join procrastinate_jobs job on job.id = first.id
join procrastinate_events event on event.job_id = first.id and event.type in ('deferred', 'deferred_for_retry', 'retried')
group by first.queue_name order by first.queue_name
"""


def jobs() -> Iterator[Sample]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        for queue, *counts in cursor.fetchall():
            for status, count in zip(("todo", "doing", "failed"), counts, strict=True):
                yield Sample(count, {"queue": queue, "status": status})


def oldest_job() -> Iterator[Sample]:
    """Nothing of a queue in which none waits."""
    with connection.cursor() as cursor:
        cursor.execute(OLDEST)
        for queue, seconds in cursor.fetchall():
            yield Sample(max(0.0, float(seconds)), {"queue": queue})


def workers() -> Iterator[Sample]:
    yield Sample(living_workers())
