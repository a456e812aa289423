"""Legal time: the real clock plus the instance's offset, which is zero everywhere but in a demo.

Technical time (sessions, one-time codes, tokens, certificates, `recorded_at`, schedules) is the real clock and
never comes from here. Views and jobs ask once, at the edge, and hand the moment down as `now=`.
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection
from django.utils import timezone

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def offset() -> timedelta:
    """How far the instance's legal clock stands from the real one; one short query."""
    with connection.cursor() as cursor:
        cursor.execute("select clock_offset from site_instance order by id limit 1")
        row = cursor.fetchone()
    return row[0] if row else timedelta()


def now() -> datetime:
    """This moment by the law of the instance, aware, in Asia/Ho_Chi_Minh."""
    return (timezone.now() + offset()).astimezone(HANOI)


def today() -> date:
    return now().date()
