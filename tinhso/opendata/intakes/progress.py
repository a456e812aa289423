"""How far a child is with a file: each step has its part of the way, and within it the bytes that it has read count.

A step may say itself how far it is (`again 40`), where it reads no bytes any more: a spreadsheet is unpacked at once.
"""

from pathlib import Path

WAY = {
    "unpack": (0, 5),
    "check": (5, 20),
    "read": (20, 88),
    "again": (20, 60),
    "rows": (60, 88),
    "parquet": (88, 92),
    "scan": (92, 96),
}
READ_BY = {"rows": "normal.csv", "parquet": "table.duckdb", "scan": "table.duckdb"}


class Progress:
    """Percent of one reading, which never falls; `floor` percent were done before it began."""

    def __init__(self, folder: Path, size: int, *, floor: int = 0) -> None:
        self.folder, self.size, self.floor = folder, size, floor
        self.step, self.began, self.most, self.size_of_step = "", 0, floor, size

    def percent(self, pid: int, step: str) -> int:
        """Where the child `pid` is now."""
        name, _, part = step.partition(" ")
        octets = octets_read(pid)
        if name != self.step:
            self.step, self.began, self.size_of_step = name, octets, self._size(name)
        low, high = WAY.get(name, (0, 0))
        share = int(part) / 100 if part else min(1.0, (octets - self.began) / self.size_of_step)
        reached = low + (high - low) * share
        self.most = max(self.most, self.floor + round(reached * (100 - self.floor) / 100))
        return self.most

    def _size(self, name: str) -> int:
        """The bytes that the step will read."""
        for file in (READ_BY.get(name, ""), "unpacked"):
            path = self.folder / file
            if file and path.is_file():
                return max(path.stat().st_size, 1)
        return self.size


def octets_read(pid: int) -> int:
    """The bytes that a process has read so far; 0 where it has ended."""
    try:
        counters = dict(line.split(": ") for line in Path(f"/proc/{pid}/io").read_text().splitlines())
    except OSError:
        return 0
    return int(counters["rchar"])
