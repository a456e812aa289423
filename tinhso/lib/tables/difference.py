"""How many rows only one of two tables has.

In a process of its own, bounded in memory: whoever asks need not hold two tables. Compared are the columns that both have
with one kind; without any, all rows of both count.
"""

from collections.abc import Callable
from pathlib import Path

from tinhso.lib.tables.children.child import read_to_end


def differing(old: Path, new: Path, *, heard: Callable[[], None] = lambda: None) -> tuple[int, int]:
    """Rows that only the new version has, and that only the old one had. CalledProcessError.

    Of large tables it takes a while: `heard` is called every two seconds, and ends it by what it raises.
    """
    added, removed = read_to_end("difference_process", str(old), str(new), heard=heard).split()
    return int(added), int(removed)
