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


def jobs() -> Iterator[Sample]:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        for queue, *counts in cursor.fetchall():
            for status, count in zip(("todo", "doing", "failed"), counts, strict=True):
                yield Sample(count, {"queue": queue, "status": status})


def workers() -> Iterator[Sample]:
    yield Sample(living_workers())
