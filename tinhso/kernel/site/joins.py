"""One row with everything around it: many tables joined, and nothing to think about."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def joined_as_written() -> Iterator[None]:
    """Inside, PostgreSQL joins tables in the order of the statement, for rows that are found by their key.

    Left to itself it weighs the orders of eight tables at a time: for a dozen tables 20 ms of CPU, ten times the rest of
    the statement. Not for searches: there the order matters.
    """
    within = connection.in_atomic_block
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        cursor.execute("set local join_collapse_limit = 1")
        yield
        if within:  # else it ends with the transaction
            cursor.execute("set local join_collapse_limit to default")
