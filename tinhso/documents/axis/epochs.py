"""In which life of the database a message was queued: a restored one must not send anew what its former life has sent."""

from django.db import connection


def current_epoch() -> int:
    with connection.cursor() as cursor:
        cursor.execute("select kernel_current_epoch()")
        found: int = cursor.fetchone()[0]
    return found
