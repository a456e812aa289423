"""How long each stage of a big load takes, and the memory it needs: for whoever runs it."""

import resource
import sys
from collections.abc import Callable
from time import monotonic, process_time
from typing import Any


class Stages:
    """Runs stage after stage and prints a line after each where `telling`."""

    def __init__(self, *, telling: bool) -> None:
        self.telling, self.begun = telling, monotonic()

    def __call__(self, name: str, deed: Callable[[], Any]) -> Any:
        """What the deed returns."""
        wall, cpu = monotonic(), used()
        found = deed()
        if self.telling:
            say(f"  {name}: {monotonic() - wall:.0f} giây (CPU {used() - cpu:.0f})")
        return found

    def end(self) -> None:
        if self.telling:
            peak_here, of_a_part = (peak(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
            say(
                f"  Tổng cộng {monotonic() - self.begun:.0f} giây; bộ nhớ cao nhất {peak_here} MB,"
                f" mỗi tiến trình con {of_a_part} MB."
            )


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def used() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + children.ru_utime + children.ru_stime


def peak(who: int) -> int:
    """The most memory that one process has held, in MB."""
    return resource.getrusage(who).ru_maxrss // 1024
