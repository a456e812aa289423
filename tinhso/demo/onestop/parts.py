"""Very many dossiers in parts that share no number, each told and written by a process of its own.

Processes commit as they go, so that the log is sealed behind them; what was broken off leaves some of them behind.
"""

import gc
import signal
from collections.abc import Callable, Mapping, Sequence
from multiprocessing import get_context
from multiprocessing.queues import SimpleQueue
from os import cpu_count
from typing import Any

from django.db import connection

from tinhso.kernel.events.public import seal
from tinhso.onestop.bulk import Offer

SEAL_EVERY = 2.0  # seconds
FEWEST, MOST = 2, 4  # processes at once
RARELY = 200_000  # new objects between two searches for garbage


class PartFailed(RuntimeError):
    """A process that told a part broke off; it has said why itself."""


def split(offers: dict[int, list[Offer]], results: Mapping[int, int], parts: int) -> list[set[int]]:
    """The agencies in parts of about as many results; those whose desks count by the same codes stay together."""
    groups: list[tuple[set[object], set[int]]] = []
    for agency, own in offers.items():
        desk = own[0].desk
        codes: set[object] = {desk.code, desk.old_ident_code or desk.ident_code, desk.ident_code or desk.pk}
        agencies = {agency}
        for known, others in [group for group in groups if group[0] & codes]:
            codes, agencies = codes | known, agencies | others
        groups = [group for group in groups if not group[0] & codes] + [(codes, agencies)]
    found: list[set[int]] = [set() for _ in range(parts)]
    loads = [0] * parts
    sizes = [(-sum(results[pk] for pk in agencies), sorted(agencies)) for _codes, agencies in groups]
    for size, together in sorted(sizes):
        least = loads.index(min(loads))
        loads[least] -= size
        found[least].update(together)
    return found


def in_processes(tasks: Sequence[Callable[[], int]]) -> int:
    """The sum of what the tasks return, some of them at once. Raises PartFailed; the others are stopped then.

    Each is forked with all that was read so far and opens a connection of its own; the log is sealed meanwhile.
    """
    fork = get_context("fork")
    gc.freeze()  # what was read so far is never garbage: neither we nor the children go through it again
    told, waiting, running = fork.SimpleQueue(), list(tasks), list[Any]()
    try:
        while waiting or running:
            while waiting and len(running) < max(FEWEST, min(MOST, cpu_count() or 1)):
                let_go()
                running.append(fork.Process(target=_tell, args=(waiting.pop(0), told), daemon=True))
                running[-1].start()
            running[0].join(SEAL_EVERY)
            ended = [child for child in running if not child.is_alive()]
            if any(child.exitcode for child in ended):
                raise PartFailed
            running = [child for child in running if child not in ended]
            seal()
    finally:
        for child in running:
            child.terminate()
        gc.unfreeze()
    return sum(told.get() for _ in tasks)


def let_go() -> None:
    """Close what a fork must not share with us: connections, and the threads of their pool."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


def _tell(task: Callable[[], int], told: "SimpleQueue[int]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us; it stops us then
    gc.set_threshold(RARELY)
    told.put(task())
    let_go()
