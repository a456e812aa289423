"""Jobs of a worker that is no more: killed, out of memory, or cut off from the database while it worked.

Procrastinate leaves them in "doing" for ever. Our tasks bear being run again: what they do is claimed by a row or a
compare-and-set. A job that was left `MOST` times is given up: it may be what kills its worker. Tries for other reasons do
not count: a delivery that was tried many times already did not kill anybody.
"""

import time

from django.db import connection

SILENT = 30  # seconds without a sign of life, of which a worker gives one every ten
MOST = 5

LEFT = """
select j.id, coalesce(l.times, 0) from procrastinate_jobs j left join kernel_left_job l on l.job_id = j.id left join procrastinate_workers w on w.id = j.worker_id
where j.status = 'doing' and (w.id is null or w.last_heartbeat < now() - make_interval(secs => %s))
order by j.id for update of j skip locked limit 500
"""
# Where another one of its kind waits already (a queueing lock lets only one wait), that one does the work.
WAITS = """
select exists (select from procrastinate_jobs w where w.status = 'todo' and w.queueing_lock = j.queueing_lock)
from procrastinate_jobs j where j.id = %s
"""
RETRY_SQL = "select procrastinate_retry_job_v2(%s, now(), null, null, null)"
END = "select procrastinate_finish_job_v1(%s, %s, false)"
COUNT = """
insert into kernel_left_job as l (job_id, times) values (%s, 1) on conflict (job_id) do update set times = l.times + 1
"""
FORGET = (
    "delete from kernel_left_job l where not exists (select from procrastinate_jobs j where j.id = l.job_id)"
)


TICKS_TO_COME = "delete from procrastinate_periodic_defers where defer_timestamp > %s"


def forget_ticks_to_come() -> None:
    """Schedules are remembered by the wall clock. Where it was set back, those of the hours to come would not run again.

    A worker calls it when it starts, and starts anew when the clock was moved (`tinhso worker`). One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(TICKS_TO_COME, [time.time() + 60])


def take_up_left_jobs() -> int:
    """Let them be done again, in the transaction of the caller; how many were left."""
    with connection.cursor() as cursor:
        cursor.execute(LEFT, [SILENT])
        found = cursor.fetchall()
        for job, times in found:
            cursor.execute(COUNT, [job])
            cursor.execute(WAITS, [job])
            if times >= MOST:
                cursor.execute(END, [job, "failed"])
            elif cursor.fetchone()[0]:
                cursor.execute(END, [job, "aborted"])
            else:
                cursor.execute(RETRY_SQL, [job])
        cursor.execute(FORGET)
    return len(found)
