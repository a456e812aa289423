"""The spool of the message log: lines that are appended in batches, and before the answer ends where evidence is owed."""

import asyncio
import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO

from tinhso.lib.exchange.plane.lost_rows import RowCounts
from tinhso.lib.exchange.plane.process_number import ProcessNumber

MOST_WAITING, MOST_WAITING_BYTES = 10_000, 64_000_000
"""Rows, and their bytes: one with stored bodies has up to 175 KB."""
BATCH_SECONDS = 0.04
"""A row waits so long and for the writing, 50 ms in all: so much is lost where the plane is killed. Rows of evidence grade wait for
nothing but the disk."""
MOST_BYTES, LONGEST = 1_000_000, 5.0
"""A file is closed, and may be read by the control plane, after so many bytes or seconds."""
OPEN, CLOSED, UNREADABLE = ".open", ".jsonl", ".unreadable"
OF_A_PROCESS = re.compile(r"(.+)-(\d+)-\d+-\d+\.open")

Entry = tuple[bytes, "asyncio.Future[None] | None"]


class NotWritten(Exception):
    """The disk did not take the row: an answer that owes evidence does not end."""


class CallLog:
    """One writer; whoever waits for room waits, nothing is dropped."""

    def __init__(self, folder: Path, name: str, process: ProcessNumber) -> None:
        self._folder, self._name, self._number = folder, f"{name}-{process.number}", 0
        self._waiting: asyncio.Queue[Entry] = asyncio.Queue(MOST_WAITING)
        self._bytes, self._room = 0, asyncio.Event()
        self._file: IO[bytes] | None = None
        self._path, self._began = folder, 0.0
        self._failed, self._closing = False, False
        self.counts = RowCounts(folder.parent / "rows", process.number, process.unused)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for left in folder.glob(f"*{OPEN}"):
            whose = OF_A_PROCESS.fullmatch(left.name)
            if (
                whose and whose[1] == name and int(whose[2]) in (process.number, *process.unused)
            ):  # was killed
                left.rename(left.with_suffix(CLOSED))

    def ready(self) -> bool:
        """Whether a row of evidence grade would be written now."""
        return not self._failed and not self._waiting.full() and self._bytes < MOST_WAITING_BYTES

    def waiting(self) -> int:
        """Rows that wait for the disk."""
        return self._waiting.qsize()

    async def write(self, line: bytes) -> None:
        self.counts.hand()
        await self._put((line, None))

    async def write_synced(self, line: bytes) -> None:
        """Back once the disk has it. NotWritten."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.counts.hand()
        await self._put((line, done))
        await done

    async def _put(self, entry: Entry) -> None:
        while self._bytes >= MOST_WAITING_BYTES:
            self._room.clear()
            await self._room.wait()
        self._bytes += len(entry[0])
        await self._waiting.put(entry)

    async def run(self) -> None:
        """Until `close` is called; a task that is cancelled would lose what it has in its hands."""
        while not (self._closing and self._waiting.empty()):
            try:
                first = await asyncio.wait_for(self._waiting.get(), LONGEST)
            except TimeoutError:
                self._turn()
                continue
            if first[1] is None:
                await asyncio.sleep(BATCH_SECONDS)
            batch = [first, *self._drained()]
            await self._written(batch)
            self._bytes -= sum(len(line) for line, _done in batch)
            self._room.set()
        self._turn()

    async def close(self) -> None:
        """The writer ends with what is waiting; one try where the disk takes nothing."""
        self._closing = True
        await self._waiting.put((b"", None))  # wakes it

    def _drained(self) -> list[Entry]:
        return [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]

    async def _written(self, batch: list[Entry]) -> None:
        """Tried until the disk takes it; whoever waits for evidence is let go with NotWritten at the first failure."""
        synced = any(done for _line, done in batch)
        while True:
            try:
                await asyncio.to_thread(self._append, [line for line, _done in batch], synced)
            except OSError as error:
                self._failed = True
                _answer(batch, NotWritten(str(error)))
                if self._closing:
                    return
                await asyncio.sleep(1)
                continue
            self._failed = False
            _answer(batch, None)
            return

    def _append(self, lines: Sequence[bytes], synced: bool) -> None:
        file = self._file or self._opened()
        before = file.tell()
        try:
            file.write(b"".join(lines))
            file.flush()
            if synced:
                os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), before)
            file.seek(before)
            raise
        self.counts.write(sum(1 for line in lines if line))
        if file.tell() > MOST_BYTES or time.monotonic() - self._began > LONGEST:
            self._turn()

    def _opened(self) -> IO[bytes]:
        self._number += 1
        name = f"{self._name}-{time.time_ns()}-{self._number:06}{OPEN}"
        self._path, self._began = self._folder / name, time.monotonic()
        self._file = self._path.open("xb", buffering=0)
        return self._file

    def _turn(self) -> None:
        if self._file is not None:
            self._file.close()
            self._path.rename(self._path.with_suffix(CLOSED))
            self._file = None


def _answer(batch: list[Entry], error: NotWritten | None) -> None:
    for _line, done in batch:
        if done is None or done.done():
            continue
        if error is None:
            done.set_result(None)
        else:
            done.set_exception(error)
