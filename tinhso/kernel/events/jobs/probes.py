"""Jobs that were given up, by name, and jobs that wait too long."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from tinhso.kernel.events.jobs.failed_jobs import given_up_jobs
from tinhso.kernel.site.operation import Finding, value

WAITS = timedelta(minutes=10)
MOST_NAMES = 8

WAITING = """
select count(*) from procrastinate_jobs j where status = 'todo' and exists (select from procrastinate_events e
 where e.job_id = j.id and e.type = 'deferred' and e.at < %s) and coalesce(scheduled_at, '-infinity') < %s
"""


def jobs() -> Iterator[Finding]:
    """What was given up is somebody's to decide: nobody tries it again by itself."""
    given_up = given_up_jobs()
    if given_up:
        failures = Counter(job.task for job in given_up).most_common()
        names = ", ".join(f"{name} ({times})" for name, times in failures[:MOST_NAMES])
        if len(failures) > MOST_NAMES:
            names += f" và {len(failures) - MOST_NAMES} loại khác"
        sentence = f"{len(given_up)} việc đã bỏ sau nhiều lần thử: {names}. Xem: tinhso jobs; chạy lại: tinhso jobs --again all"
        yield Finding("hàng đợi", "note", sentence)
    overdue = timezone.now() - WAITS
    if waiting := value(WAITING, overdue, overdue):
        sentence = f"{waiting} việc chờ quá 10 phút: tiến trình fast và slow có chạy không?"
        yield Finding("hàng đợi", "note", sentence)
    elif not given_up:
        yield Finding("hàng đợi", "good", "không có việc đã bỏ hay tồn lâu")
