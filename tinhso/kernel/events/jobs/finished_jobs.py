"""Jobs that were done or called off, with their history: an idle installation ends fifty thousand a day, and nobody asks for them later.

What was given up ("failed") stays until somebody has decided about it (`tinhso jobs`).
"""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from tinhso.kernel.law.public import rule_or

RULE, DAYS = "jobs.finished_days", 7
"""Days after the end; where an instance has no such rule, this many."""
AT_A_TIME, MOST_TIMES = 5_000, 60
"""Jobs in one transaction; transactions in one run, so that an hour's run takes away six times what an idle day leaves."""

# The oldest ended jobs by the primary key: what lies before them are the few that wait for a decision.
CLEAR = """
with first as (
  select id from procrastinate_jobs where status in ('succeeded', 'cancelled', 'aborted') order by id limit %s
)
delete from procrastinate_jobs j using first where j.id = first.id
  and not exists (select from procrastinate_events e where e.job_id = j.id and e.at >= %s)
"""


def clear_finished_jobs() -> int:
    """Take away those whose time is over, piece by piece; how many. The wall clock counts, as for the jobs themselves."""
    now, cleared = timezone.now(), 0
    before = now - timedelta(days=int(rule_or(RULE, DAYS, on=now.date())))
    for _time in range(MOST_TIMES):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CLEAR, [AT_A_TIME, before])
            found = cursor.rowcount
        cleared += found
        if found < AT_A_TIME:
            break
    return cleared
