"""Very many dossiers in parts that share no number, each told and written by a process of its own.

Processes commit as they go, so that the log is sealed behind them; what was broken off leaves some of them behind.
"""

import gc
import signal
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from multiprocessing import connection as processes
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
    for agency, agency_offers in offers.items():
        desk = agency_offers[0].desk
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
    counter, waiting, running = fork.SimpleQueue(), list(tasks), list[Any]()
    try:
        while waiting or running:
            while waiting and len(running) < max(FEWEST, min(MOST, cpu_count() or 1)):
                let_go()
                running.append(fork.Process(target=_run_task, args=(waiting.pop(0), counter), daemon=True))
                running[-1].start()
            processes.wait([child.sentinel for child in running], SEAL_EVERY)
            ended = [child for child in running if not child.is_alive()]
            if any(child.exitcode for child in ended):
                raise PartFailed
            running = [child for child in running if child not in ended]
            seal()
    finally:
        for child in running:
            child.terminate()
        gc.unfreeze()
    return sum(counter.get() for _ in tasks)


def side_by_side(*lanes: Callable[[], object]) -> None:
    """Deeds that ask nothing of each other, each in a process of its own, the last one in this; in turn where a
    transaction is open. Raises PartFailed.

    Whatever draws papers must be the last: typst keeps threads that a fork would wait for in vain.
    """
    if connection.in_atomic_block:
        for lane in lanes:
            lane()
        return
    *others, last_lane = lanes
    fork = get_context("fork")
    let_go()
    counter = fork.SimpleQueue()
    running = [
        fork.Process(target=_run_task, args=(partial(_run_lane, one), counter), daemon=True) for one in others
    ]
    try:
        for child in running:
            child.start()
        last_lane()
        for child in running:
            child.join()
        if any(child.exitcode for child in running):
            raise PartFailed
    finally:
        for child in running:
            child.terminate()


def _run_lane(lane: Callable[[], object]) -> int:
    lane()
    return 1


def let_go() -> None:
    """Close what a fork must not share with us: connections, and the threads of their pool."""
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]  # PostgreSQL's has one


def _run_task(task: Callable[[], int], counter: "SimpleQueue[int]") -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who started us; it stops us then
    gc.set_threshold(RARELY)
    counter.put(task())
    let_go()
