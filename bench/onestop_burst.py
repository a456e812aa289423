"""How many dossiers with two attachments an instance takes over HTTP, and how long its workers need for what is left.

    python bench/onestop_burst.py [--seconds 60] [--rate 0] [--clients 8] [--state DIR] [--port 8300] [--whole]

Starts a real instance with the data of the demo by `tinhso up` (granian with two web processes, both workers, a PostgreSQL of
its own) in a state folder of its own; `--state` keeps it, so that a second run loads nothing. Citizens with sessions are written
beforehand. A submission is, without `--whole`, the one POST that hands in a complete draft with two scanned attachments: its
answer, the dossier's lasting code, is the acknowledgement. With `--whole` it is all that a browser asks: start, three pages of
the form, two attachments of `--kilobytes` each that nobody sent before (synced to disk, hashed, scanned afterwards by the
worker), check, hand in, the dossier's page: 16 requests.

The load generator is a process of its own beside it. `--rate` lets so many a second fall due and counts from then; 0 gives
what the clients get one after the other. CPU is that of all web processes, of PostgreSQL and of each worker (Linux,
`/proc`). Afterwards the queues are watched until they are empty, and what was acknowledged is counted in the database.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import psycopg

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tinhso.lib.postgres.server import Server  # noqa: E402

TICK = os.sysconf("SC_CLK_TCK")
LONGEST_START, LONGEST_BACKLOG = 1500, 900  # seconds
WAITING = """
select count(*) from procrastinate_jobs
where status in ('todo', 'doing') and (scheduled_at is null or scheduled_at <= now())
"""
DONE = """
select queue_name, task_name, count(*) from procrastinate_jobs where id > %s and status = 'succeeded' group by 1, 2 order by 3 desc
"""


@contextmanager
def instance(state: Path, port: int, dossiers: int) -> Iterator["subprocess.Popen[bytes]"]:
    """`tinhso up` with the data of the demo, from its first answer to its end."""
    if not (state / "demo.json").exists():
        with running(state, port, "demo", "--dossiers", str(dossiers)):
            pass
    with running(state, port, "up") as process:
        time.sleep(15)  # the workers start after the web server
        yield process


@contextmanager
def running(state: Path, port: int, *words: str) -> Iterator["subprocess.Popen[bytes]"]:
    command = [sys.executable, "-P", "-m", "tinhso", words[0], "--state", str(state), "--port", str(port)]
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TINHSO_DEMO": "1"}
    with (state / "bench.log").open("wb") as log:
        process = subprocess.Popen([*command, *words[1:]], env=environment, stdout=log, stderr=log)
    try:
        wait_for(process, port)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    end = time.monotonic() + LONGEST_START
    while time.monotonic() < end and process.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5).close()  # noqa: S310
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("the instance did not start")


def family(root: int) -> set[int]:
    """A process and all that it started, and they."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and (fields := stat(int(entry.name))):
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, open_ = {root}, [root]
    while open_:
        children = parents.get(open_.pop(), [])
        found |= set(children)
        open_ += children
    return found


def stat(process: int) -> list[str]:
    """The fields of /proc/<process>/stat after the name; empty where it has gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return []


def cpu(root: int) -> float:
    """CPU seconds of a process, of those it started, and of those of them that have ended."""
    fields = [stat(process) for process in family(root)]
    return sum(sum(map(int, one[11:15])) for one in fields if one) / TICK


class Parts:
    """The processes whose work is counted: web, PostgreSQL, both workers."""

    def __init__(self, demo: int, postgres: Server) -> None:
        self.roots = {"postgres": int((postgres.data / "postmaster.pid").read_text().split()[0])}
        marks = {"web": "tinhso.config.web", "fast": "worker\0fast", "slow": "worker\0slow"}
        for name, mark in marks.items():
            mine = [p for p in family(demo) if mark in command_of(p) and int(stat(p)[1]) == demo]
            self.roots[name] = mine[0]

    def cpu(self) -> dict[str, float]:
        return {name: cpu(root) for name, root in self.roots.items()}


def command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_text()
    except OSError:
        return ""


def citizens(count: int, url: str, state: Path, *, drafts: bool) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "bench/onestop_citizens.py"), str(count)]
    environ = {
        "DATABASE_URL": url,
        "TINHSO_STATE": str(state),
        "TINHSO_DEMO": "1",
        "TINHSO_LOG_LEVEL": "WARNING",
    }
    settings = {"DJANGO_SETTINGS_MODULE": "tinhso.config.settings"}
    done = subprocess.run(
        command + ["--drafts"] * drafts,
        env=os.environ | environ | settings,
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout))


def load(given: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(ROOT / "bench/onestop_load.py")],
        input=json.dumps(given).encode() + b"\n",
        stdout=subprocess.PIPE,
        check=True,
    )
    return dict(json.loads(done.stdout))


def backlog(raw: "psycopg.Connection[Any]") -> tuple[int, float]:
    """How many jobs wait now, and seconds until none does."""
    began = time.monotonic()
    left = first = one(raw, WAITING)
    while left and time.monotonic() - began < LONGEST_BACKLOG:
        time.sleep(0.5)
        left = one(raw, WAITING)
    if left:
        print(f"{left} jobs still wait after {LONGEST_BACKLOG} s")
    return first, time.monotonic() - began


def one(raw: "psycopg.Connection[Any]", statement: str, *values: Any) -> int:
    row = raw.execute(statement, values).fetchone()
    return int(row[0]) if row else 0


def burst(words: argparse.Namespace, state: Path, demo: int, *, whole: bool) -> int:
    server = Server(state / "postgres")
    parts, raw = Parts(demo, server), psycopg.connect(server.url("tinhso_owner"), autocommit=True)
    count = words.citizens or int((words.rate or 100) * words.seconds / (8 if whole else 1)) + 50
    given = citizens(count, server.url("tinhso_app"), state, drafts=not whole)
    backlog(raw)
    raw.execute("analyze")
    job = one(raw, "select coalesce(max(id), 0) from procrastinate_jobs")
    keys = ("rate", "clients", "seconds", "kilobytes", "port")
    warm = given | {key: getattr(words, key) for key in keys} | {"whole": whole}
    load(warm | {"citizens": given["citizens"][:20], "rate": 0})
    before = parts.cpu()
    result = load(warm | {"citizens": given["citizens"][20:]})
    spent = {name: used - before[name] for name, used in parts.cpu().items()}
    report(words, result, spent, whole=whole)
    waiting, seconds = backlog(raw)
    after = {name: used - before[name] for name, used in parts.cpu().items()}
    print(f"  backlog: {waiting} jobs when the burst ended, none {seconds:.0f} s later;", end=" ")
    print("CPU of the workers in all", ", ".join(f"{name} {after[name]:.1f} s" for name in ("fast", "slow")))
    for queue, task, number in raw.execute(DONE, [job]).fetchall():
        print(f"    {queue:8} {task:40} {number}")
    return lost(raw, [code for _, code in result["done"]])


def report(
    words: argparse.Namespace, result: dict[str, Any], spent: dict[str, float], *, whole: bool
) -> None:
    times = sorted(1000 * seconds for seconds, _ in result["done"])
    n = len(times)
    print(
        f"\n{'The whole way, 16 requests' if whole else 'The POST that hands in'}, two attachments,", end=" "
    )
    print(f"{words.clients} clients, {f'{words.rate} due a second' if words.rate else 'one after the other'}")
    print(f"  acknowledged {n} in {result['seconds']:.1f} s: {n / result['seconds']:.1f} a second;", end=" ")
    if n > 1:
        at = quantiles(times, n=100)
        print(f"p50 {at[49]:.0f}, p95 {at[94]:.0f}, p99 {at[98]:.0f} ms; refused {len(result['faults'])}")
    asked = sorted(1000 * seconds for _, seconds in result["requests"])
    if whole:
        at = quantiles(asked, n=100)
        print(
            f"  requests {len(asked) / result['seconds']:.0f} a second; p50 {at[49]:.0f}, p95 {at[94]:.0f}, p99 {at[98]:.0f} ms"
        )
    print(
        "  CPU ms a submission:",
        ", ".join(f"{k} {1000 * v / max(n, 1):.1f}" for k, v in spent.items()),
        end="; ",
    )
    print(f"generator {1000 * result['cpu'] / max(n, 1):.1f}")
    for fault in sorted(set(result["faults"]))[:5]:
        print("  refused:", fault, result["faults"].count(fault))
    sys.stdout.flush()


def lost(raw: "psycopg.Connection[Any]", codes: list[str]) -> int:
    """What was acknowledged and is not there, with its event, its two files and its one notice of the receipt."""
    found = one(
        raw,
        "select count(*) from casework_case c where code = any(%s) and state = 'submitted'"
        " and (select count(*) from kernel_event e where e.case_id = c.id and e.name = 'casework.CaseSubmitted') = 1"
        " and (select count(*) from onestop_attachment a where a.dossier_id = c.id) = 2"
        " and (select count(*) from notices_notice n where n.case_id = c.id and n.key like 'dossier_submitted:%%') = 1",
        codes,
    )
    doubled = len(codes) - len(set(codes))
    print(f"  whole in the database, told once: {found} of {len(codes)}; codes given twice: {doubled}")
    return len(codes) - found + doubled


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--rate", type=float, default=0, help="submissions a second that fall due; 0: closed loop"
    )
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--kilobytes", type=int, default=100, help="of each attachment")
    parser.add_argument("--citizens", type=int, help="how many are prepared, at most one submission each")
    parser.add_argument("--state", type=Path, help="a state folder that is kept")
    parser.add_argument("--port", type=int, default=8300)
    parser.add_argument("--dossiers", type=int, default=700, help="what the instance holds before")
    parser.add_argument("--whole", action="store_true", help="the whole way in place of the one POST")
    words = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tinhso-burst-") as name:
        state = (words.state or Path(name)).absolute()
        state.mkdir(exist_ok=True)
        with instance(state, words.port, words.dossiers) as demo:
            return 1 if burst(words, state, demo.pid, whole=words.whole) else 0


if __name__ == "__main__":
    sys.exit(main())
