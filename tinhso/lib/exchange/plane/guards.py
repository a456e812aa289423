"""What guards providers, for all processes of a plane: breakers of services, bulkheads of systems, in one mapped file as quotas are.

A closed breaker is read without a lock; only one that has something to say, and each call's place in a bulkhead, takes it (4 µs).
What a process that died was trying or had running is taken off by the next one that begins. Where the file has no room left a
service has a breaker of each process, and a system a bulkhead.
"""

import fcntl
import hashlib
import mmap
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tinhso.lib.exchange.breaker import REST, Breaker
from tinhso.lib.exchange.plane.process_number import MOST_PROCESSES, ProcessNumber

MOST_PLACES = 16_384
HEAD = struct.Struct(
    "<16sIddI"
)  # digest, failures, rest, opened at (0: closed), who tries (its number and one; 0: nobody)
NUMBER, RUNNING = struct.Struct("<I"), struct.Struct(f"<{MOST_PROCESSES}I")
RUNNING_AT, SLOT = 64, 128
NOBODY = bytes(16)


class GuardTable:
    """The file."""

    def __init__(self, path: Path, process: ProcessNumber) -> None:
        self.number = process.number
        self.handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(self.handle, SLOT * MOST_PLACES)
        self.memory = mmap.mmap(self.handle, SLOT * MOST_PLACES)
        self._places: dict[str, int] = {}
        with self.locked():
            for at in range(0, SLOT * MOST_PLACES, SLOT):
                if self.memory[at : at + 16] != NOBODY:
                    self._clear(at, (process.number, *process.unused))

    def _clear(self, at: int, numbers: tuple[int, ...]) -> None:
        digest, failures, rest, opened_at, trying = HEAD.unpack_from(self.memory, at)
        if trying - 1 in numbers:
            HEAD.pack_into(self.memory, at, digest, failures, rest, opened_at, 0)
        for number in numbers:
            NUMBER.pack_into(self.memory, at + RUNNING_AT + 4 * number, 0)

    @contextmanager
    def locked(self) -> Iterator[None]:
        fcntl.flock(self.handle, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self.handle, fcntl.LOCK_UN)

    def place(self, name: str) -> int:
        """Where a service or a system is guarded; -1 where there is no room."""
        if name not in self._places:
            digest = hashlib.sha256(name.encode()).digest()[:16]
            with self.locked():
                self._places[name] = self._find(digest)
        return self._places[name]

    def _find(self, digest: bytes) -> int:
        first = int.from_bytes(digest[:4]) % MOST_PLACES
        for step in range(MOST_PLACES):
            at = (first + step) % MOST_PLACES * SLOT
            if self.memory[at : at + 16] == NOBODY:
                HEAD.pack_into(self.memory, at, digest, 0, REST, 0.0, 0)
            if self.memory[at : at + 16] == digest:
                return at
        return -1


class SharedBreaker:
    """The breaker of a service in all processes; `now` is Unix time, which they share over a restart."""

    def __init__(self, table: GuardTable, service: str) -> None:
        self._table, self._at = table, table.place(service)
        self._alone = Breaker()

    @property
    def rest(self) -> float:
        return self._read().rest

    def is_open(self) -> bool:
        return self._alone.opened_at is not None if self._at < 0 else self._head()[3] != 0.0

    def lets_through(self, now: float) -> bool:
        """As `Breaker.lets_through`."""
        if not self.is_open():
            return True
        with self._changed(now) as breaker:
            return breaker.lets_through(now)

    def went_well(self) -> None:
        failed = self._alone.failures if self._at < 0 else self._head()[1]
        if failed or self.is_open():
            with self._changed(0.0) as breaker:
                breaker.went_well()

    def went_wrong(self, now: float) -> None:
        with self._changed(now) as breaker:
            breaker.went_wrong(now)

    def client_left(self) -> None:
        """Only who tries gives the try back."""
        if self._at < 0:
            self._alone.client_left()
        elif self._head()[4] == self._table.number + 1:
            with self._changed(0.0) as breaker:
                breaker.client_left()

    def _head(self) -> tuple[bytes, int, float, float, int]:
        return HEAD.unpack_from(self._table.memory, self._at)

    def _read(self) -> Breaker:
        if self._at < 0:
            return self._alone
        _digest, failures, rest, opened_at, trying = self._head()
        return Breaker(failures, rest, opened_at or None, bool(trying))

    @contextmanager
    def _changed(self, now: float) -> Iterator[Breaker]:
        """Read, changed and written back under the lock. A clock that was set back ends no rest and lengthens none."""
        if self._at < 0:
            yield self._alone
            return
        with self._table.locked():
            breaker = self._read()
            tried = breaker.trying
            if breaker.opened_at is not None and 0 < now < breaker.opened_at:
                breaker.opened_at = now
            yield breaker
            digest, _failures, _rest, _opened, trying = HEAD.unpack_from(self._table.memory, self._at)
            who = (trying if tried else self._table.number + 1) if breaker.trying else 0
            opened_at = breaker.opened_at or 0.0
            HEAD.pack_into(
                self._table.memory, self._at, digest, breaker.failures, breaker.rest, opened_at, who
            )


@dataclass
class Bulkhead:
    """How many calls of one system run at a time, in all processes together."""

    table: GuardTable
    system: str
    alone: int = 0

    def enter(self, most: int) -> bool:
        """After True `leave` has to follow."""
        at = self.table.place(self.system)
        if at < 0:
            if self.alone >= most:
                return False
            self.alone += 1
            return True
        fcntl.flock(self.table.handle, fcntl.LOCK_EX)  # as `locked` does, at half its cost
        try:
            if sum(RUNNING.unpack_from(self.table.memory, at + RUNNING_AT)) >= most:
                return False
            self._add(at, 1)
        finally:
            fcntl.flock(self.table.handle, fcntl.LOCK_UN)
        return True

    def leave(self) -> None:
        """The number is this process's alone: no lock."""
        at = self.table.place(self.system)
        if at < 0:
            self.alone -= 1
        else:
            self._add(at, -1)

    def running(self) -> int:
        at = self.table.place(self.system)
        return self.alone if at < 0 else sum(RUNNING.unpack_from(self.table.memory, at + RUNNING_AT))

    def _add(self, at: int, number: int) -> None:
        place = at + RUNNING_AT + 4 * self.table.number
        NUMBER.pack_into(
            self.table.memory, place, max(0, NUMBER.unpack_from(self.table.memory, place)[0] + number)
        )
