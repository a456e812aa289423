"""Deeds that are parts of other deeds."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import connection, transaction

P = ParamSpec("P")
R = TypeVar("R")


def in_one_transaction(deed: Callable[P, R]) -> Callable[P, R]:
    """Decorate an action that other actions call: it opens a transaction only where its caller has none.

    `transaction.atomic` would set a savepoint and take it back each time, two round trips; here an error is the
    caller's too, who must not go on after it.
    """

    @wraps(deed)
    def part(*words: P.args, **named: P.kwargs) -> R:
        if connection.in_atomic_block:
            return deed(*words, **named)
        with transaction.atomic():
            return deed(*words, **named)

    return part
