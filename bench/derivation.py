"""How long does it take to hold every case against its events, and only what changed since the last run?

    python bench/derivation.py [cases]

Without DATABASE_URL (an empty, migrated scratch database, as its owner) it starts a PostgreSQL of its own in a temporary
folder. Cases are those of `onestop_reads.py`: three of four finished, with six events each and seven where a step more
was told. Then ten rows are changed by hand, and the next run has to name them.
"""

import resource
import sys
import time
from collections.abc import Callable
from typing import Any

from onestop import scratch

CHANGED = 10


def timed(label: str, rows: int, deed: Callable[[], Any]) -> Any:
    began, used = time.perf_counter(), time.process_time()
    found = deed()
    seconds, busy = time.perf_counter() - began, time.process_time() - used
    speed = f"{rows / max(seconds, 0.001):>9.0f}/s"
    print(f"{label:44} {rows:>9} {seconds:7.1f} s {speed}  processor {busy:.1f} s", flush=True)
    return found


def measure(cases: int) -> None:
    from desk.reads import province
    from desk.town import NOW, make_town
    from django.db import connection

    from tinhso.casework.models import Case
    from tinhso.casework.proof.comparison_runs import compare_changed, compare_whole
    from tinhso.kernel.events.public import EventRow, seal, verify

    province(cases, make_town())
    events = EventRow.objects.count()
    timed("sealed", events, seal)
    assert timed("chain and rows of the log verified", events, verify).ok
    found = timed(f"every case held against its {events} events", cases, lambda: compare_whole(now=NOW))
    assert (found.differing, found.uncheckable) == (0, 0), found.differences[:3]
    timed("nothing changed since", cases, lambda: compare_changed(now=NOW))
    ids = list(Case.objects.order_by("?").values_list("pk", flat=True)[:CHANGED])
    with connection.cursor() as cursor:
        cursor.execute("update casework_case set due_at = now() where id = any(%s)", [ids])
    found = timed(f"{CHANGED} rows changed by hand", cases, lambda: compare_changed(now=NOW))
    assert found.ids == set(ids), found.differences
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB", flush=True)


if __name__ == "__main__":
    with scratch():
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
