"""How many rows only one of two tables has.

In a process of its own, bounded in memory: whoever asks need not hold two tables. Compared are the columns that both have
with one kind; without any, all rows of both count.
"""

from pathlib import Path

from tinhso.lib.tables.child import told


def differing(old: Path, new: Path) -> tuple[int, int]:
    """Rows that only the new version has, and that only the old one had. CalledProcessError."""
    added, removed = told("difference_process", str(old), str(new)).split()
    return int(added), int(removed)
