"""Statements that were used, for all processes of a plane and over its restart: small files that are only appended to.

A file holds those that end within the same 1,024 seconds, one record each, and goes when that time is over. Each process
reads what the others wrote since it last looked, under a lock, before it writes its own; so a statement is used once
whichever process it comes to. Records are 40 bytes and are in the page cache when `use` returns: a killed process loses
none, a machine that loses power may lose those of its last seconds. SQLite did the same at five times the CPU.
"""

import fcntl
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tinhso.lib.exchange.client_assertion import AssertionRefused

SPAN = 1024
RECORD = 40
MOST_OF_CLIENT = 1000
"""So many in one span of time: a system that needs ten minutes' tokens by the hundred is at fault, and alone."""


class _Span:
    """What one process knows of a file."""

    def __init__(self) -> None:
        self.read = 0
        self.ends: dict[bytes, dict[bytes, int]] = defaultdict(dict)

    def take_in(self, data: bytes) -> None:
        whole = len(data) - len(data) % RECORD
        for at in range(0, whole, RECORD):
            client, jti = data[at : at + 16], data[at + 16 : at + 32]
            self.ends[client][jti] = int.from_bytes(data[at + 32 : at + RECORD])
        self.read += whole


class UsedStatements:
    """One folder for all processes of a plane."""

    def __init__(self, folder: Path, *, most_of_client: int = MOST_OF_CLIENT) -> None:
        self._folder, self._most = folder, most_of_client
        self._spans: dict[int, _Span] = {}
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def use(self, client: str, jti: str, ends: int, now: int) -> None:
        """AssertionRefused where it was used before, or where this client has too many that have not ended."""
        whose, which = _digest(client), _digest(jti)
        with self._locked():
            self._read_on(now)
            if any(span.ends[whose].get(which, -1) >= now for span in self._spans.values()):
                raise AssertionRefused("replayed")
            span = self._spans.setdefault(ends // SPAN, _Span())
            if len(span.ends[whose]) >= self._most:
                raise AssertionRefused("busy")
            record = whose + which + ends.to_bytes(8)
            self._append(ends // SPAN, record, at=span.read)
            span.take_in(record)

    def _append(self, number: int, record: bytes, *, at: int) -> None:
        """Over the half of a record that a machine without power may have left."""
        handle = os.open(self._folder / f"{number}.used", os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.pwrite(handle, record, at)
        finally:
            os.close(handle)

    def _read_on(self, now: int) -> None:
        for path in list(self._folder.glob("*.used")):
            if int(path.stem) < now // SPAN:
                path.unlink(missing_ok=True)
                self._spans.pop(int(path.stem), None)
                continue
            span = self._spans.setdefault(int(path.stem), _Span())
            with path.open("rb") as file:
                file.seek(span.read)
                span.take_in(file.read())

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Let go by the kernel where its process dies."""
        handle = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:16]
