"""Who answers in the open-data measurement: our own web process, Datasette, and DuckDB in process."""

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from portal.rows import FIELDS
from tinhso.config.supervise import STEADY

TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Cost:
    """Wall seconds, CPU seconds and bytes on disk of taking the file in."""

    wall: float
    cpu: float
    octets: int


def spent(deed: Callable[[], object], octets: Callable[[], int]) -> Cost:
    """What the deed's child processes cost."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    deed()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.perf_counter() - began, cpu, octets())


def tree(root: int) -> list[int]:
    """The process and all that came of it."""
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += children.get(one, [])
    return found


def cpu_of(root: int) -> float:
    """CPU seconds of a process tree, with the children that have ended."""
    total = 0
    for pid in tree(root):
        try:
            parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += sum(map(int, parts[11:15]))
    return total / TICK


def peak_of(pid: int) -> float:
    """The most memory that a process has held, MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1000
    return 0.0


def share_of(pid: int) -> float:
    """MB that a process holds now, what forks hold together parted among them (PSS)."""
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    return 0.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Server:
    """A server under test: its process and the addresses of the questions by their names."""

    name: str
    pid: int
    port: int
    addresses: Callable[[int], dict[str, str]]

    def ask(self, address: str) -> tuple[float, int, bytes]:
        """Wall seconds, status and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        began = time.perf_counter()
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return time.perf_counter() - began, answer.status, body

    def stream(self, address: str, most_seconds: float = 1e9) -> tuple[float, int, bool]:
        """Wall seconds, bytes and whether it came to its end, of a download that may be broken off."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        began, size = time.perf_counter(), 0
        connection.request("GET", address)
        answer = connection.getresponse()
        whole = answer.status == 200
        while whole and (block := answer.read1(1 << 20)):
            size += len(block)
            if time.perf_counter() - began > most_seconds:
                whole = False
        connection.close()
        return time.perf_counter() - began, size, whole


@contextmanager
def running(name: str, words: list[str], port: int, ready: str, log: Path) -> Iterator[Server]:
    """The server, once it answers at `ready`; its whole group ends with the block."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            words, stdout=output, stderr=output, env=STEADY | os.environ, start_new_session=True
        )
        server = Server(name, process.pid, port, lambda turn: {})
        try:
            for _ in range(600):
                try:
                    server.ask(ready)
                    break
                except OSError:
                    if process.poll() is not None:
                        raise SystemExit(f"{name} did not start: {log.read_text()[-2000:]}") from None
                    time.sleep(0.1)
            yield server
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait()


SQL = {
    "group by": "select huyen, linh_vuc, count(*) as n, avg(so_tien) as tb from {t} group by huyen, linh_vuc "
    "order by huyen, linh_vuc",
    "count distinct": "select count(distinct ma) as a, count(distinct xa) as b from {t}",
    "text filter": "select count(*) as n from {t} where ghi_chu like '%9abc%'",
}


def random_filter(turn: int) -> dict[str, str]:
    """The conditions of the filtered page: others each time, so that no answer is remembered."""
    return {"huyen": f"Huyện {turn % 27:02}", "linh_vuc": FIELDS[turn % 7]}


def questions(rows: int, turn: int) -> dict[str, str]:
    """The questions as SQL over `{t}`; no two turns ask for the same page."""
    where = " and ".join(f"{name} = '{value}'" for name, value in random_filter(turn).items())
    return {
        "filtered page": f"select * from {{t}} where {where} order by id limit 100",
        "deep page": f"select * from {{t}} order by id limit 100 offset {rows // 50 + turn}",
        "page at half": f"select * from {{t}} order by id limit 100 offset {rows // 2 + turn}",
        **SQL,
    }


def our_addresses(rows: int, resource_id: str, turn: int = 0) -> dict[str, str]:
    search = "/api/3/action/datastore_search?"
    page = {"resource_id": resource_id, "sort": "id", "limit": 100}
    found = {
        "filtered page": search + urlencode(page | {"filters": json.dumps(random_filter(turn))}),
        "deep page": search + urlencode(page | {"offset": rows // 50 + turn}),
        "page at half": search + urlencode(page | {"offset": rows // 2 + turn}),
    }
    for name, sql in SQL.items():
        asked = urlencode({"sql": sql.format(t=f'"{resource_id}"')})
        found[name] = f"/api/3/action/datastore_search_sql?{asked}"
    return found


def datasette_addresses(rows: int, turn: int = 0) -> dict[str, str]:
    return {
        name: "/bench.json?" + urlencode({"sql": sql.format(t="data"), "_shape": "objects"})
        for name, sql in questions(rows, turn).items()
    }


def answer_of(body: bytes) -> list[list[Any]]:
    """The rows of either side's JSON, without the number of the row that CKAN's clients get."""
    parsed = json.loads(body)
    found = parsed["result"]["records"] if "result" in parsed else parsed["rows"]
    return [[value for name, value in row.items() if name != "_id"] for row in found]


def python(folder: Path) -> str:
    """The interpreter of a virtual environment made for this measurement."""
    made = folder / "bin" / "python"
    if not made.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(made), "-m", "pip", "install", "-q", "datasette==0.65.5"], check=True)
    return str(made)
