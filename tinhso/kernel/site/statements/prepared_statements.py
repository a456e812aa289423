"""Statements that are sent all day: PostgreSQL reads and plans them once for a connection, not each time."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.db.backends.utils import CursorWrapper

AFTER = 2  # sendings: what is sent once in the life of a connection is not worth a plan


@contextmanager
def planned() -> Iterator[CursorWrapper]:
    """A cursor whose statements are kept with their plan; values travel beside them.

    For rows that are found by a key: after five sendings PostgreSQL may go on with a plan for any value. Not for
    searches and lists, whose best plan depends on what is asked. A parameter of which the statement does not say
    what it is needs a cast there.
    """
    connection.ensure_connection()
    raw = connection.connection
    before = raw.cursor_factory, raw.prepare_threshold
    raw.cursor_factory = ServerBindingCursor
    # A statement that is sent by the name of its plan has no text to be told, for whoever counts statements.
    raw.prepare_threshold = None if connection.queries_logged else AFTER
    try:
        with connection.cursor() as cursor:
            yield cursor
    finally:
        raw.cursor_factory, raw.prepare_threshold = before
