"""Whether anything runs that seals and signs."""

from datetime import timedelta

from django.db import connection
from django.utils import timezone

SILENT_FOR = timedelta(minutes=2)


def living_workers() -> int:
    """How many workers have given a sign of life within two minutes, by the real clock. One query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select count(*) from procrastinate_workers where last_heartbeat > %s",
            [timezone.now() - SILENT_FOR],
        )
        return int(cursor.fetchone()[0])
