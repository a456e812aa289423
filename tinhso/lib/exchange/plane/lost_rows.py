"""How many rows of the log went with a killed process, and of how long: a few numbers in a mapped file, which outlives it.

A row is counted when it is handed to the log and again when the disk has it. Whichever process begins next takes the difference
that a dead one left for lost: at most the calls of the last 50 ms, and never one with evidence, whose answer waits for the disk.
The moments at which the oldest and the newest row of those that wait were handed over say how long that time was.
"""

import logging
import mmap
import os
import struct
import time
from collections import deque
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

logger = logging.getLogger("tinhso.exchange.plane")
COUNTS = struct.Struct("<QQQQQQ")


class Counts(NamedTuple):
    """Rows handed over, on the disk, lost by processes before, the longest time of those in nanoseconds; then when the oldest and the
    newest row that waits were handed over (monotonic nanoseconds)."""

    handed: int = 0
    written: int = 0
    lost: int = 0
    longest: int = 0
    oldest: int = 0
    newest: int = 0


class RowCounts:
    """Of one process."""

    def __init__(self, folder: Path, number: int, unused: Iterable[int]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.handed = self.written = self._newest = 0
        self._waiting: deque[int] = deque()
        before = [_closed_account(folder / f"rows-{one}") for one in {number, *unused}]
        self._lost = sum(lost for lost, _longest in before)
        self._longest = max((longest for _lost, longest in before), default=0)
        handle = os.open(folder / f"rows-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, COUNTS.size)
        self._memory = mmap.mmap(handle, COUNTS.size)
        os.close(handle)
        self._keep()
        if self._lost:
            logger.warning(
                "rows of the log that killed processes lost so far: %s, of at most %.0f ms",
                self._lost,
                self._longest / 1e6,
            )

    def hand(self) -> None:
        self.handed += 1
        self._newest = time.monotonic_ns()
        self._waiting.append(self._newest)
        self._keep()

    def write(self, rows: int) -> None:
        """The first of those that wait."""
        self.written += rows
        for _row in range(min(rows, len(self._waiting))):
            self._waiting.popleft()
        self._keep()

    def _keep(self) -> None:
        try:
            oldest = self._waiting[0]
        except IndexError:
            oldest = 0
        counts = Counts(self.handed, self.written, self._lost, self._longest, oldest, self._newest)
        COUNTS.pack_into(self._memory, 0, *counts)


def rows_lost(folder: Path) -> int:
    """By all processes of the folder that are known to have died."""
    return sum(_read(path).lost for path in folder.glob("rows-*"))


def longest_lost(folder: Path) -> float:
    """Milliseconds between the first and the last of the rows that one of them lost at once, where that was longest."""
    return max((_read(path).longest for path in folder.glob("rows-*")), default=0) / 1e6


def lost_gauges(folder: Path) -> dict[str, float]:
    """As `/metrics` tells it."""
    return {
        "exchange_rows_lost": rows_lost(folder),
        "exchange_rows_lost_milliseconds": round(longest_lost(folder), 3),
    }


def _closed_account(path: Path) -> tuple[int, int]:
    """What the last process of this number lost, and those before it, and of how long; its file goes."""
    found = _read(path)
    path.unlink(missing_ok=True)
    lost = max(0, found.handed - found.written)
    span = max(0, found.newest - found.oldest) if lost and found.oldest else 0
    return found.lost + lost, max(found.longest, span)


def _read(path: Path) -> Counts:
    try:
        return Counts(*COUNTS.unpack(path.read_bytes()))
    except (OSError, struct.error):
        return Counts()
