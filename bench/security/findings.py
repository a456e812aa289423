"""How fast are findings written and read? A report of 100,000 records beside a register that holds a million findings.

    python bench/security/findings.py [--before 1000000] [--records 100000] [--reads 40]

Without DATABASE_URL (an empty, migrated scratch database, as its owner) it starts a PostgreSQL of its own in a temporary folder.
One agency of many has the machines of the report. The report is given as its reader hands it over; what a reader costs is
measured by `scan_reports.py` beside this. Counts are compared before anything is told. Exit code 1 above 60 s, or where a page of
the queue takes longer than 100 ms (the 95th of a hundred).
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tinhso.config.settings")
os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
MOST_SECONDS, MOST_MS = 60.0, 100.0
AGENCIES, RULES = 400, 50
NOW = datetime(2024, 3, 8, 2, tzinfo=UTC)


@contextmanager
def scratch() -> Iterator[None]:
    """A migrated database, its own if none is given."""
    from tinhso.config.database import close_pools
    from tinhso.config.quick_migrations import quick_migrations
    from tinhso.lib.postgres.server import Server

    if os.environ.get("DATABASE_URL"):
        yield
        return
    with tempfile.TemporaryDirectory(prefix="tinhso-bench-") as folder:
        server = Server(Path(folder) / "postgres")
        server.start()
        os.environ.update(DATABASE_URL=server.url("postgres"), TINHSO_STATE=folder)
        try:
            import django
            from django.core.management import call_command

            django.setup()
            with quick_migrations():
                call_command("migrate", verbosity=0)
            yield
        finally:
            close_pools()
            server.stop()
            server.destroy()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--before", type=int, default=1_000_000, help="findings that are there before")
    parser.add_argument("--records", type=int, default=100_000, help="records of the report")
    parser.add_argument("--reads", type=int, default=40, help="how often each list is read")
    words = parser.parse_args()
    with scratch():
        import django

        django.setup()
        from security.register import fill, report_of

        fill(words.before, AGENCIES, NOW - timedelta(days=90))
        good = written(report_of(words.records, RULES, NOW - timedelta(days=2)), words.records, repeated=0)
        good &= written(report_of(words.records, RULES, NOW - timedelta(days=1)), 0, repeated=words.records)
        fast = queues(words.reads)
        say_reports(min(words.reads, 5))
        return 0 if fast and good else 1


def written(report: Any, new: int, *, repeated: int) -> bool:
    """File one report, and tell by how many findings it is new and repeated."""
    from security.register import file_one

    began, cpu = time.monotonic(), time.process_time()
    made = file_one(report, NOW)
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    if (made.new, made.repeated) != (new, repeated):
        raise SystemExit(f"other counts: {made.new} new, {made.repeated} repeated")
    print(
        f"{made.records:,} records, {made.new:,} new, {made.repeated:,} repeated: {seconds:.1f} s ({cpu:.1f} CPU s here)",
        flush=True,
    )
    return seconds <= MOST_SECONDS


def queues(reads: int) -> bool:
    """The lists that an officer and a coordinator open first."""
    from security.register import lists

    good = True
    for name, read in lists(NOW).items():
        times = []
        for _ in range(reads):
            began = time.monotonic()
            rows = read()
            times.append((time.monotonic() - began) * 1000)
        worst = sorted(times)[int(0.95 * len(times))]
        good &= worst <= MOST_MS
        print(f"{name}: {rows} rows, p95 {worst:.0f} ms, median {sorted(times)[len(times) // 2]:.0f} ms")
    return good


def say_reports(reads: int) -> None:
    """Told beside the lists, with what the database needed for them: a report of the province sums up all of a year."""
    from security.register import reports

    for name, read in reports(NOW).items():
        times = []
        for _ in range(reads):
            began = time.monotonic()
            read()
            times.append((time.monotonic() - began) * 1000)
        print(
            f"report, {name}: median {sorted(times)[len(times) // 2]:.0f} ms, longest {max(times):.0f} ms",
            flush=True,
        )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "bench"))
    raise SystemExit(main())
