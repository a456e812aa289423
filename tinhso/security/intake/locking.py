"""One report at a time: what one writes, the next reads."""

from django.db import connection

LOCK = "select pg_advisory_xact_lock(hashtextextended('security.file_report', 19))"


def wait_for_other_reports() -> None:
    """Until the end of the caller's transaction nobody else writes what a report says."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
