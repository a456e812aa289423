"""A demo's state folder, opened and served by granian as `bin/demo` serves it, with the processes that do so."""

import os
import socket
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("TINHSO_LOG_LEVEL", "WARNING")
WORKERS, THREADS = 2, 4


@dataclass
class Served:
    """A running portal. `parts` are the processes by name: web, and fast and slow where workers were asked for."""

    port: int
    parts: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def resident(self, name: str) -> list[float]:
        """MB of memory of that part, a number for each process of it, the largest first."""
        return sorted((memory(pid)[0] for pid in family(self.parts[name].pid)), reverse=True)

    def first_process(self, name: str) -> float:
        """MB of the part's first process alone: children that come and go are left out."""
        return memory(self.parts[name].pid)[0]


def family(pid: int) -> list[int]:
    """A process and those below it; the ones that have gone meanwhile are left out."""
    try:
        below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    tasks = Path(f"/proc/{pid}/task")
    for task in tasks.iterdir() if tasks.exists() else ():
        try:
            below += (task / "children").read_text().split()
        except OSError:
            continue
    return [pid, *(one for child in {*map(int, below)} for one in family(child))]


def memory(pid: int) -> tuple[float, float]:
    """Resident and proportional MB of one process; shared pages count in part in the second. (0, 0) if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0, 0.0
    kilobytes = {line.split(":")[0]: int(line.split()[1]) / 1000 for line in lines[1:] if ":" in line}
    return kilobytes.get("Rss", 0.0), kilobytes.get("Pss", 0.0)


def database_memory() -> float:
    """MB that the PostgreSQL of this state holds, shared buffers once; only what lies in memory now."""
    return sum(memory(pid)[1] for pid in family(postmaster()))


def postmaster() -> int:
    from tinhso.config.database import state
    from tinhso.lib.postgres.server import Server

    return int((Server(state() / "postgres").data / "postmaster.pid").read_text().split()[0])


@contextmanager
def opened(folder: Path, dossiers: int = 0) -> Iterator[None]:
    """The database of that demo, which is loaded with so many dossiers where there is none yet."""
    os.environ.update(TINHSO_STATE=str(folder), TINHSO_DEMO="1", PYTHONPATH=f"{ROOT}:{ROOT / 'bench'}")
    from tinhso.config.commands import demo
    from tinhso.config.commands.prepare import prepare_in_a_process
    from tinhso.config.database import database, open_django

    if dossiers:
        demo.make_room(fresh=False, today=False)
    elif not demo.mark().exists():
        raise SystemExit(f"{folder} holds no demo: load one with --dossiers")
    with database():
        prepare_in_a_process(own_process=True)
        if dossiers and not demo.is_loaded():
            demo.load(today=False, dossiers=dossiers)
        open_django()
        yield


@contextmanager
def served(*, workers: int = WORKERS, background: bool = False) -> Iterator[Served]:
    """Granian over the opened state, and both workers if the background is to run; all of them end with it."""
    from tinhso.config.commands import up
    from tinhso.config.supervise import STEADY

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = Namespace(host="127.0.0.1", port=port, workers=workers, threads=THREADS)
    environment = (
        STEADY | os.environ | {"TINHSO_STATIC_COLLECTED": "1", "TINHSO_SITE_URL": f"http://127.0.0.1:{port}"}
    )
    environment.pop("TINHSO_OWNER_URL", None)
    running = Served(port)
    try:
        for part in up.children(words):
            if part.name == "web" or background:
                command = [w.replace("tinhso.config.wsgi", "visits.counted_wsgi") for w in part.command]
                running.parts[part.name] = subprocess.Popen(
                    [sys.executable, "-P", *command], env=environment, stdin=subprocess.DEVNULL
                )
        up.wait_until_it_answers(port)
        yield running
    finally:
        for process in running.parts.values():
            process.terminate()
        for process in running.parts.values():
            process.wait(20)
