"""How often an agreement may be used: in any second, in a day of Hà Nội, at the same time.

Counted in one file that all processes of a plane map into their memory, so it holds across them and over a restart. A
call costs a lock and a few numbers (4 µs of CPU, where a row of SQLite without any waiting for the disk took 20); the
kernel writes the file to the disk when it likes, so a machine that loses power may forget the calls of its last seconds.
A second is counted in hundredths, the one that has begun in full: never more than the quota in any second, and a
hundredth of it less at times.
"""

import fcntl
import hashlib
import mmap
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tinhso.lib.exchange.plane.process_number import MOST_PROCESSES, ProcessNumber

DAY, OF_HANOI = 86_400, 7 * 3600
TICKS = 101
"""Hundredths that lie in any second that ends now, the first and the last one in part."""
MOST_AGREEMENTS = 16_384
HEAD = struct.Struct(
    "<16sdqQqI"
)  # digest of the code, latest moment, day, used that day, tick, used in the second
TICK, RUNNING = struct.Struct("<I"), struct.Struct(f"<{MOST_PROCESSES}I")
TICKS_AT, RUNNING_AT = 64, 64 + 4 * TICKS
SLOT = 640
NOBODY = bytes(16)


@dataclass(frozen=True)
class QuotaExceeded:
    """Which quota is used up (`second`, `day`, `concurrent`), and after how many seconds to try again."""

    which: str
    retry_after: int


class QuotaFull(Exception):
    """More agreements than the file has room for."""


class QuotaTable:
    """The file. What a process that died had running is taken off by the next one that begins."""

    def __init__(self, path: Path, process: ProcessNumber) -> None:
        self.number = process.number
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self.handle, SLOT * MOST_AGREEMENTS)
        self.memory = mmap.mmap(self.handle, SLOT * MOST_AGREEMENTS)
        with self.locked():
            for slot in range(MOST_AGREEMENTS):
                if self.memory[slot * SLOT : slot * SLOT + 16] != NOBODY:
                    for number in (process.number, *process.unused):
                        TICK.pack_into(self.memory, slot * SLOT + RUNNING_AT + 4 * number, 0)

    @contextmanager
    def locked(self) -> Iterator[None]:
        fcntl.flock(self.handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self.handle, fcntl.LOCK_UN)

    def places(self, codes: Iterable[str], now: float) -> dict[str, int]:
        """Where each agreement is counted; one that nobody knows any more gives its place away after two days.
        QuotaFull."""
        today = int(now + OF_HANOI) // DAY
        digests = {code: hashlib.sha256(code.encode()).digest()[:16] for code in codes}
        with self.locked():
            found, free = self._numbers_of(set(digests.values()), today - 2)
            for digest in digests.values():
                if digest not in found:
                    if not free:
                        raise QuotaFull
                    found[digest] = at = free.pop()
                    self.memory[at : at + SLOT] = bytes(SLOT)
                    HEAD.pack_into(self.memory, at, digest, now, today, 0, int(now * 100), 0)
        return {code: found[digest] for code, digest in digests.items()}

    def _numbers_of(self, digests: set[bytes], before: int) -> tuple[dict[bytes, int], list[int]]:
        found, free = {}, []
        for at in range(0, SLOT * MOST_AGREEMENTS, SLOT):
            digest, _latest, day, _used, _tick, _second = HEAD.unpack_from(self.memory, at)
            if digest in digests:
                found[digest] = at
            elif digest == NOBODY or day < before:
                free.append(at)
        return found, free[::-1]


@dataclass
class QuotaCounter:
    """The limits of a policy over the counts of the file. What was let through is counted, what was refused is not.

    `now` is seconds of Unix time; it never runs back.
    """

    table: QuotaTable
    place: int
    per_second: int
    per_day: int
    concurrent: int

    def enter(self, now: float) -> QuotaExceeded | None:
        """None: the call passes, and `leave` has to follow."""
        handle = self.table.handle
        fcntl.flock(handle, fcntl.LOCK_EX)  # as `locked` does, at half its cost
        try:
            return self._enter(now)
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)

    def _enter(self, now: float) -> QuotaExceeded | None:
        memory, at = self.table.memory, self.place
        digest, latest, day, used, tick, second = HEAD.unpack_from(memory, at)
        now = max(now, latest)
        today, past = divmod(int(now) + OF_HANOI, DAY)
        used = used if day == today else 0
        second -= self._forget(tick, int(now * 100))
        exceeded = self._exceeded(used, second, DAY - past)
        passed = 0 if exceeded else 1
        HEAD.pack_into(memory, at, digest, now, today, used + passed, int(now * 100), second + passed)
        if passed:
            self._add(at + TICKS_AT + 4 * (int(now * 100) % TICKS), 1)
            self._add(self._running_at(), 1)
        return exceeded

    def _forget(self, last: int, tick: int) -> int:
        """How many calls have left the second since `last`."""
        left = 0
        for one in range(max(last, tick - TICKS) + 1, tick + 1):
            at = self.place + TICKS_AT + 4 * (one % TICKS)
            left += TICK.unpack_from(self.table.memory, at)[0]
            TICK.pack_into(self.table.memory, at, 0)
        return left

    def _exceeded(self, used: int, second: int, left_of_day: int) -> QuotaExceeded | None:
        if used >= self.per_day:
            return QuotaExceeded("day", left_of_day)
        if second >= self.per_second:
            return QuotaExceeded("second", 1)
        if self.running() >= self.concurrent:
            return QuotaExceeded("concurrent", 1)
        return None

    def running(self) -> int:
        """In all processes."""
        return sum(RUNNING.unpack_from(self.table.memory, self.place + RUNNING_AT))

    def used_today(self, now: float) -> int:
        _digest, _latest, day, used, _tick, _second = HEAD.unpack_from(self.table.memory, self.place)
        return used if day == (int(now) + OF_HANOI) // DAY else 0

    def leave(self) -> None:
        """A call that was let through is over, however it ended. The number is this process's alone: no lock."""
        self._add(self._running_at(), -1)

    def _running_at(self) -> int:
        return self.place + RUNNING_AT + 4 * self.table.number

    def _add(self, at: int, number: int) -> None:
        TICK.pack_into(self.table.memory, at, max(0, TICK.unpack_from(self.table.memory, at)[0] + number))
