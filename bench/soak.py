"""An hour of mixed traffic at a third of what the machine can: memory, queues, seals, errors, growth, proof.

    python bench/soak.py --state DIR [--minutes 60] [--rate R]
    python bench/soak.py --dossiers 10000 [--minutes 60]

Granian and both workers run as `bin/demo` starts them. During the first minute all clients ask as fast as they get
answers: that is the capacity, and a third of it (or `--rate` requests a second) goes on for the rest. Pages as in
`pages.py`, and six of a hundred doings are a dossier handed in with five papers or received at the desk. Exit code 1
where memory or the queue of jobs grew, a row stayed unsealed for ten minutes, an answer was 5xx, or `tinhso verify`
found anything. A slope is of the least squares over the samples after the first third, an hour's worth.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from pages import p95
from soak_deeds import Actor, Town
from visits.measured_pages import facts
from visits.serving import Served, database_memory, opened, served

CLIENTS, EVERY = 6, 10.0
GROWN, GROWN_MB = 0.10, 20.0  # a process may grow by both together before it counts as growing
MOST_MORE_JOBS = 50
SHARE = 1 / 3
JOBS = "select count(*) from procrastinate_jobs where status in ('todo', 'doing') and (scheduled_at is null or scheduled_at < now())"
UNSEALED = """
select count(*) from kernel_event e, (
    select last_epoch, last_xid, last_id from kernel_seal where log = 'events' order by number desc limit 1
) s where (e.epoch, e.xid, e.id) > (s.last_epoch, s.last_xid, s.last_id)
    and e.recorded_at < now() - interval '10 minutes'
"""
SIZE = "select pg_database_size(current_database()) / 1e6"


@dataclass
class Samples:
    """Numbers by name, each with its second since the start."""

    rows: dict[str, list[tuple[float, float]]] = field(default_factory=dict)

    def add(self, name: str, second: float, value: float) -> None:
        self.rows.setdefault(name, []).append((second, value))

    def last(self) -> str:
        """The newest of each, on a line."""
        return ", ".join(f"{name} {rows[-1][1]:.0f}" for name, rows in self.rows.items())

    def settled(self, name: str) -> list[tuple[float, float]]:
        """Without the first third, in which caches fill."""
        rows = self.rows[name]
        return rows[len(rows) // 3 :] or rows

    def slope(self, name: str) -> float:
        """Of an hour."""
        rows = self.settled(name)
        if len(rows) < 3:
            return 0.0
        return 3600 * statistics.linear_regression(*zip(*rows, strict=True)).slope

    def ends(self, name: str) -> tuple[float, float]:
        """Medians of the first and of the last quarter of what is settled."""
        values = [value for _second, value in self.settled(name)]
        quarter = max(1, len(values) // 4)
        return statistics.median(values[:quarter]), statistics.median(values[-quarter:])


@dataclass
class Pace:
    """How many requests a second are to go out together; 0 is as fast as answers come."""

    rate: float = 0.0
    due: float = 0.0
    ended: bool = False
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, requests: int) -> None:
        """Until it is this client's turn again, after so many requests."""
        if not self.rate:
            return
        with self.lock:
            self.due = max(self.due, time.monotonic() - 1) + requests / self.rate
            pause = self.due - time.monotonic()
        if pause > 0:
            time.sleep(min(pause, 5))


def client(town: Town, pace: Pace, number: int) -> None:
    """Until the end; what breaks is counted, and the next doing begins with new lines."""
    actor = None
    while not pace.ended:
        try:
            actor = actor or Actor(town, number)
            pace.wait(actor.next())
        except (OSError, ValueError, LookupError, SystemExit) as error:
            town.failed(error if isinstance(error, Exception) else RuntimeError(str(error)))
            actor = None
            time.sleep(0.5)


def run(words: argparse.Namespace, running: Served) -> int:
    town, pace, samples = Town(running.port, facts()), Pace(), Samples()
    threads = [threading.Thread(target=client, args=(town, pace, n), daemon=True) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    minute = min(60.0, 20 * words.minutes)
    watch(running, samples, began, minute)
    capacity = sum(town.statuses.values()) / (time.monotonic() - began)
    pace.rate = words.rate or capacity * SHARE
    print(
        f"capacity of the first {minute:.0f} s: {capacity:.1f} requests a second; going on at {pace.rate:.1f}"
    )
    calm = len(town.times)
    watch(running, samples, began, 60 * words.minutes)
    pace.ended = True
    for thread in threads:
        thread.join(60)
    lines = verdicts(town, samples, began, calm)
    return print_verdicts(lines, samples)


def watch(running: Served, samples: Samples, began: float, until: float) -> None:
    """A sample every ten seconds until so many seconds after the start; each minute's first is told."""
    next_report = 0.0
    while (now := time.monotonic() - began) < until:
        for name in running.parts:
            samples.add(f"{name}, MB", now, sum(running.resident(name)))
            if (
                name != "web"
            ):  # granian's own process does nothing; a worker's children come and go with their jobs
                samples.add(f"{name} without its children, MB", now, running.first_process(name))
        samples.add("PostgreSQL, MB", now, database_memory())
        with psycopg.connect(os.environ["DATABASE_URL"]) as line:
            for name, sql in (
                ("jobs waiting", JOBS),
                ("unsealed for 10 min", UNSEALED),
                ("database, MB", SIZE),
            ):
                samples.add(name, now, float((line.execute(sql).fetchone() or [0])[0]))
        if now >= next_report:
            next_report = now + 60
            print(f"{now / 60:4.0f} min, load {os.getloadavg()[0]:.1f}: {samples.last()}", flush=True)
        time.sleep(max(0.0, min(EVERY, until - (time.monotonic() - began))))


def verdicts(town: Town, samples: Samples, began: float, calm: int) -> list[tuple[bool, str]]:
    """What has to hold, each with its figures."""
    minutes, bad = (time.monotonic() - began) / 60, sum(n for code, n in town.statuses.items() if code >= 500)
    lines = []
    for name in samples.rows:
        first, last = samples.ends(name)
        sentence = f"{name}: {first:.0f} at first, {last:.0f} at the end, {samples.slope(name):+.1f} an hour"
        if name.startswith(("web", "fast", "slow")):
            lines.append((last <= first * (1 + GROWN) + GROWN_MB, sentence))
        elif name == "jobs waiting":
            lines.append((last <= first + MOST_MORE_JOBS, sentence))
        elif name.startswith("unsealed"):
            lines.append((max(value for _second, value in samples.settled(name)) == 0, sentence))
        else:
            lines.append((True, sentence))
    every = ", ".join(f"{code}: {n}" for code, n in sorted(town.statuses.items()))
    lines.append((bad == 0, f"{sum(town.statuses.values())} answers in {minutes:.1f} min ({every})"))
    times = town.times[calm:] or town.times
    lines.append(
        (True, f"p50 {statistics.median(times):.0f} ms, p95 {p95(times):.0f} ms after the first minute")
    )
    done = f"{town.submitted} dossiers handed in, {town.accepted} received"
    lines.append((town.submitted > 0, done + "".join(f"\n    {wrong}" for wrong in town.wrong)))
    return lines


def print_verdicts(lines: list[tuple[bool, str]], samples: Samples) -> int:
    clean = subprocess.run(
        [sys.executable, "-P", "-m", "tinhso", "verify"], check=False, stdout=subprocess.PIPE, text=True
    )
    lines.append((clean.returncode == 0, "verify: " + clean.stdout.strip().replace("\n", "\n    ")))
    for holds, line in lines:
        print(f"{'ok ' if holds else 'BAD'} {line}", flush=True)
    print(f"load {os.getloadavg()[0]:.1f}, {len(samples.rows['jobs waiting'])} samples")
    return 0 if all(holds for holds, _line in lines) else 1


@contextmanager
def place(words: argparse.Namespace) -> Iterator[Path]:
    if words.state:
        yield Path(words.state)
        return
    with tempfile.TemporaryDirectory(prefix="tinhso-soak-") as folder:
        yield Path(folder)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--state", default="", help="state folder of a loaded demo; it is written into")
    parser.add_argument("--dossiers", type=int, default=10_000, help="load so many where no state is named")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rate", type=float, default=0.0, help="requests a second instead of a third")
    words = parser.parse_args()
    loading = 0 if words.state else words.dossiers
    with place(words) as folder, opened(folder, loading), served(background=True) as running:
        return run(words, running)


if __name__ == "__main__":
    raise SystemExit(main())
