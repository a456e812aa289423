"""Counts of use are gathered in this process and written together: no reader waits for a row of statistics."""

import atexit
import logging
import threading
from collections import Counter

from django.db import DatabaseError, connection

from tinhso.kernel.site import clock
from tinhso.opendata.models import UsageDay

logger = logging.getLogger(__name__)
PAUSE = 2.0  # seconds that a count waits at most; a process that is killed loses as much
LOCK = threading.Lock()
WAITING: Counter[tuple[int, str]] = Counter()


def count_use(dataset_id: int, what: str) -> None:
    """One more view, download or call (`views`, `downloads`, `calls`); inside a transaction it belongs to that."""
    if connection.in_atomic_block:
        UsageDay.objects.add(dataset_id, what, clock.today())
        return
    with LOCK:
        first = not WAITING
        WAITING[dataset_id, what] += 1
    if first:
        timer = threading.Timer(PAUSE, _in_time)
        timer.daemon = True
        timer.start()


def write_counts() -> None:
    """Write what waits, in one order for all processes; what cannot be written now waits for the next count."""
    with LOCK:
        taken = Counter(WAITING)
        WAITING.clear()
    try:
        day = clock.today() if taken else None
        for (dataset_id, what), many in sorted(taken.items()):
            assert day is not None
            UsageDay.objects.add(dataset_id, what, day, many)
            del taken[dataset_id, what]
    except DatabaseError:
        logger.warning("counts of use wait: the database does not answer")
        with LOCK:
            WAITING.update(taken)


def _in_time() -> None:
    try:
        write_counts()
    finally:
        connection.close()  # this thread's own


atexit.register(write_counts)
