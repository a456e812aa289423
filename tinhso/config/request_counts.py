"""How many requests this machine's web processes answered and how long they took, for `/metrics`.

The parent of the web processes makes one piece of memory that all of them inherit (`web.py` forks them), so whichever is asked
knows what all counted, and what a process counted stays when it dies. Nothing of an address or a person is counted: only the
hundred of the answer's status and its duration.
"""

import mmap
import os
import struct
import threading
from bisect import bisect_left
from collections.abc import Iterator

from tinhso.lib.messages.exposition import Family

BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds."""
CLASSES = 5
"""1xx to 5xx."""
PLACES = 256
"""A process has a place of its own; the 257th one shares the first's, which has ended by then."""
ROW = struct.Struct(f"@{CLASSES}Q{len(BUCKETS) + 1}QQ")
"""By class, by bucket, microseconds in all. Native: a number is written at once, and never read half."""


class RequestCounts:
    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, ROW.size * PLACES)
        self._place, self._forks, self._lock = 0, 0, threading.Lock()
        os.register_at_fork(before=self._before, after_in_child=self._in_child)

    def _before(self) -> None:
        self._forks += 1

    def _in_child(self) -> None:
        self._place, self._lock = self._forks % PLACES, threading.Lock()

    def count(self, status: int, seconds: float) -> None:
        """An answer that is given; its class is that of the nearest one where a status is none."""
        at = self._place * ROW.size
        with self._lock:
            row = [*ROW.unpack_from(self._memory, at)]
            row[min(max(status // 100, 1), CLASSES) - 1] += 1
            row[CLASSES + bisect_left(BUCKETS, seconds)] += 1
            row[-1] += round(seconds * 1e6)
            ROW.pack_into(self._memory, at, *row)

    def families(self) -> Iterator[Family]:
        """Of all processes together."""
        rows = (ROW.unpack_from(self._memory, place * ROW.size) for place in range(PLACES))
        total = [sum(column) for column in zip(*rows, strict=True)]
        by_class = [(float(total[n]), {"status": f"{n + 1}xx"}) for n in range(CLASSES)]
        yield Family("tinhso_requests_total", "requests answered, by class of status", by_class, "counter")
        bounds, so_far = [*(f"{bound:g}" for bound in BUCKETS), "+Inf"], 0
        buckets: list[tuple[float, dict[str, str]]] = []
        for bound, count in zip(bounds, total[CLASSES:-1], strict=True):
            so_far += count
            buckets.append((float(so_far), {"le": bound}))
        name, text = "tinhso_request_seconds", "how long requests took"
        yield Family(name, text, buckets, "histogram", (("sum", total[-1] / 1e6), ("count", so_far)))


REQUESTS = RequestCounts()
