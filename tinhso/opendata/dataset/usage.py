"""Counts of use are gathered in this process and written together: no reader waits for a row of statistics."""

import logging
import threading
from collections import Counter
from datetime import date

from django.db import DatabaseError, IntegrityError, connection

from tinhso.kernel.site import clock
from tinhso.opendata.models import UsageDay

logger = logging.getLogger(__name__)
PAUSE = 2.0  # seconds that a count waits at most; a process that is killed loses as much. 0: it is written at once
LOCK = threading.Lock()
WAITING: Counter[tuple[int, str]] = Counter()
TIMED = threading.Event()  # a writer is on its way


def count_use(dataset_id: int, what: str) -> None:
    """One more view, download or call (`views`, `downloads`, `calls`); inside a transaction it belongs to that."""
    if connection.in_atomic_block or not PAUSE:
        UsageDay.objects.add(dataset_id, what, clock.today())
        return
    with LOCK:
        WAITING[dataset_id, what] += 1
        alone = not TIMED.is_set()
        TIMED.set()
    if alone:
        timer = threading.Timer(PAUSE, _in_time)
        timer.daemon = True
        timer.start()


def write_counts() -> None:
    """Write what waits, in one order for all processes; what cannot be written now waits for the next count."""
    with LOCK:
        counts = Counter(WAITING)
        WAITING.clear()
    try:
        day = clock.today() if counts else None
        for (dataset_id, what), many in sorted(counts.items()):
            assert day is not None
            _write(dataset_id, what, day, many)
            del counts[dataset_id, what]
    except DatabaseError:
        logger.warning("counts of use wait: the database does not answer")
        with LOCK:
            WAITING.update(counts)


def _write(dataset_id: int, what: str, day: date, many: int) -> None:
    try:
        UsageDay.objects.add(dataset_id, what, day, many)
    except IntegrityError:
        logger.warning("counts of use of a dataset that is no more: %s", dataset_id)


def _in_time() -> None:
    TIMED.clear()
    try:
        write_counts()
    finally:
        connection.close()  # this thread's own
