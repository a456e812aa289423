"""Which of a plane's processes this one is: a number that the kernel lets go of when the process dies, however it dies."""

import fcntl
import os
from dataclasses import dataclass
from pathlib import Path

MOST_PROCESSES = 16


class TooManyProcesses(Exception):
    """All numbers are in use."""


@dataclass(frozen=True)
class ProcessNumber:
    """`number` is this process's until it ends; `unused` are those that no process has: what they left is cleared away.

    `handle` is the open file that holds the lock.
    """

    number: int
    unused: tuple[int, ...]
    handle: int


def claim_number(folder: Path) -> ProcessNumber:
    """The lowest that is free. TooManyProcesses."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    gate = os.open(folder / "gate", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(gate, fcntl.LOCK_EX)  # one process looks at a time: looking takes the locks for a moment
        free = {number: handle for number in range(MOST_PROCESSES) if (handle := _try(folder, number)) >= 0}
        if not free:
            raise TooManyProcesses(str(folder))
        number = min(free)
        for one, handle in free.items():
            if one != number:
                os.close(handle)
        return ProcessNumber(number, tuple(sorted(set(free) - {number})), free[number])
    finally:
        os.close(gate)


def _try(folder: Path, number: int) -> int:
    """-1 where another process has it."""
    handle = os.open(folder / f"process-{number}", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return -1
    return handle
