"""How many rows of the log went with a killed process: two counts in a mapped file, which outlives it.

A row is counted when it is handed to the log and again when the disk has it. Whichever process begins next takes the difference
that a dead one left for lost: at most the calls of the last 50 ms, and never one with evidence, whose answer waits for the disk.
"""

import logging
import mmap
import os
import struct
from collections.abc import Iterable
from pathlib import Path

logger = logging.getLogger("tinhso.exchange.plane")
COUNTS = struct.Struct("<QQQ")  # handed over, on the disk, lost by processes before


class RowCounts:
    """Of one process."""

    def __init__(self, folder: Path, number: int, unused: Iterable[int]) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.handed = self.written = 0
        self._lost = sum(_taken(folder / f"rows-{one}") for one in {number, *unused})
        handle = os.open(folder / f"rows-{number}", os.O_RDWR | os.O_CREAT, 0o600)
        os.ftruncate(handle, COUNTS.size)
        self._memory = mmap.mmap(handle, COUNTS.size)
        os.close(handle)
        self._keep()
        if self._lost:
            logger.warning("rows of the log that killed processes lost so far: %s", self._lost)

    def hand(self) -> None:
        self.handed += 1
        self._keep()

    def write(self, rows: int) -> None:
        self.written += rows
        self._keep()

    def _keep(self) -> None:
        COUNTS.pack_into(self._memory, 0, self.handed, self.written, self._lost)


def rows_lost(folder: Path) -> int:
    """By all processes of the folder that are known to have died."""
    return sum(_read(path)[2] for path in folder.glob("rows-*"))


def _taken(path: Path) -> int:
    """What the last process of this number lost, and those before it; its file goes."""
    handed, written, lost = _read(path)
    path.unlink(missing_ok=True)
    return lost + max(0, handed - written)


def _read(path: Path) -> tuple[int, int, int]:
    try:
        handed, written, lost = COUNTS.unpack(path.read_bytes())
    except (OSError, struct.error):
        return 0, 0, 0
    return handed, written, lost
