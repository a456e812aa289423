"""One row with everything around it: many tables joined, and nothing to think about."""

from typing import Any

from django.db import connection
from django.db.models import QuerySet

from tinhso.kernel.site.statements.batched_selects import read_together

AS_WRITTEN = "set local join_collapse_limit = 1"
AS_EVER = "set local join_collapse_limit to default"


def first_as_written(found: "QuerySet[Any, Any]") -> Any:
    """The first of these, None where there is none; PostgreSQL joins tables in the order of the statement. One query.

    Left to itself it weighs the orders of eight tables at a time: for a dozen tables 20 ms of CPU, ten times the rest of
    the statement. Not for searches: there the order matters. Both statements are one message, which is a transaction of
    its own; inside another one the setting is taken back.
    """
    wanted = found[:1]
    read_together(wanted, first=AS_WRITTEN)
    if connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(AS_EVER)
    return next(iter(wanted), None)
