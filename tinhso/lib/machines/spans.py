"""The times in which a machine had an address, as lists claim them: several of one machine are read as one where they meet."""

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime | None]
"""`[starts, ends)`; None: still."""


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same moments in as few spans as can be, the earliest first, in whatever order they come."""
    found: list[Span] = []
    for starts, ends in sorted(spans, key=lambda one: one[0]):
        before = found[-1] if found else None
        if before is not None and (before[1] is None or starts <= before[1]):
            found[-1] = (before[0], later_end(before[1], ends))
        else:
            found.append((starts, ends))
    return found


def later_end(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


def earlier_end(one: datetime | None, other: datetime | None) -> datetime | None:
    return one if other is None else other if one is None else min(one, other)
