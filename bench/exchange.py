"""What a call through the exchange costs: `python bench/exchange.py [--seconds 4] [--mixed 0] [--out FILE]`, without a database.

CPU of a request at 1 KB and 1 MB: of the provider alone (nginx, a static file), of nginx before it, of nginx that asks another nginx
for each request (auth_request), and of our plane with hash and row of the log, of an agreement without evidence. It is the time that the processes between
caller and provider used, read in /proc; the caller's own and the provider's are left out. Rounds are interleaved and medians are printed.
Then bytes written to the disk for bodies of 10 MB, and with `--mixed SECONDS` the memory over a mixed load.

nginx: `apt-get install nginx-light` (any build with http_auth_request_module, on the PATH).
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from http.client import HTTPConnection
from pathlib import Path

from tinhso.lib.exchange.operations import read_operation
from tinhso.lib.exchange.plane.tests.running import Running, free_port, plane, policy, signed
from tinhso.lib.exchange.policy import Policy

TICK = os.sysconf("SC_CLK_TCK")
SIZES = {"1 KB": ("small", 1_000, 16, 6.0), "1 MB": ("large", 1_000_000, 4, 5.0)}
"""File, bytes, callers at a time, how many times nginx is the aim."""
PLAIN = "/lgsp/so-a/dan-cu/tra-cuu"
CONF = """
pid {folder}/{name}.pid; error_log {folder}/{name}.err; worker_processes 1; daemon off;
events {{ worker_connections 512; }}
http {{ access_log off; keepalive_requests 1000000; sendfile on; client_max_body_size 60m; client_body_temp_path {folder}/{name}-body;
 proxy_temp_path {folder}/{name}-proxy; fastcgi_temp_path {folder}/x1; uwsgi_temp_path {folder}/x2; scgi_temp_path {folder}/x3;
 proxy_max_temp_file_size 0; proxy_buffers 32 32k; proxy_http_version 1.1; proxy_set_header Connection "";
 upstream up {{ server 127.0.0.1:{up}; keepalive 32; }}
 server {{ listen 127.0.0.1:{port}; {locations} }} }}
"""
STATIC = (
    "root {folder}/files; location / {{ }} location /read {{ return 200 'ok'; }} location = /decide {{ return 204; }} location /sink {{"
    " proxy_pass http://127.0.0.1:{port}/read; proxy_pass_request_body off; proxy_set_header Content-Length ''; }}"
)
"""`/sink` reads a body to its end before it answers."""
PROXY = "location / {{ proxy_pass http://up; }}"
ASKING = (
    "location / {{ auth_request /decide; proxy_pass http://up; }} location = /decide {{ internal; proxy_pass http://up/decide;"
    " proxy_pass_request_body off; proxy_set_header Content-Length ''; }}"
)


@contextmanager
def nginx(folder: Path, name: str, locations: str, up: int) -> Iterator[tuple[int, int]]:
    """Its port and its process."""
    port = free_port()
    words = {"folder": folder, "name": name, "port": port, "up": up}
    conf = folder / f"{name}.conf"
    conf.write_text(CONF.format(**words, locations=locations.format(**words)))
    process = subprocess.Popen(["nginx", "-e", f"{folder}/{name}.err", "-p", str(folder), "-c", str(conf)])
    try:
        _wait_for(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def _wait_for(port: int) -> None:
    for _try in range(200):
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/small")
            connection.getresponse().read()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nginx on {port}")


def family(pid: int) -> list[int]:
    """The process and all below it."""
    found = [pid]
    for one in found:
        for task in Path(f"/proc/{one}/task").glob("*/children"):
            found += [int(word) for word in task.read_text().split()]
    return found


def cpu_seconds(pid: int) -> float:
    """User and system time of the process and all below it, also of those that ended."""
    parts = [Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split() for one in family(pid)]
    return sum(int(word) for part in parts for word in part[11:15]) / TICK


def written_bytes(pid: int) -> int:
    """Handed to the disk; what lies in the page cache counts too."""
    lines = [line for one in family(pid) for line in Path(f"/proc/{one}/io").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("write_bytes:"))


def memory_mb(pid: int) -> float:
    lines = [line for one in family(pid) for line in Path(f"/proc/{one}/status").read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1000


def load(port: int, path: str, headers: dict[str, str], *, callers: int, seconds: float) -> int:
    """How many requests were answered with 200; AssertionError for any other answer."""
    counts, wrong, ends = [0] * callers, [], time.monotonic() + seconds

    def call(number: int) -> None:
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < ends:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            while answer.read(262_144):
                pass
            if answer.status != 200:
                wrong.append(answer.status)
                return
            counts[number] += 1

    threads = [threading.Thread(target=call, args=(one,)) for one in range(callers)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    if wrong:
        raise AssertionError(f"{path}: {wrong[0]}")
    return sum(counts)


def wide_policy(port: int) -> Policy:
    """The tests' policy with the files of this provider and quotas that nobody reaches."""
    found, calls = policy(port), tuple(map(read_operation, ("GET /small", "GET /large", "POST /sink")))
    limits = {"operations": calls, "per_second": 100_000, "per_day": 100_000_000, "concurrent": 1000}
    return replace(found, agreements=tuple(replace(one, **limits) for one in found.agreements))  # type: ignore[arg-type]


Way = tuple[int, int, str, dict[str, str]]
"""Port, process, what stands before the file's name, headers."""


def rounds(ways: dict[str, Way], seconds: float, times: int) -> dict[str, dict[str, list[float]]]:
    """CPU microseconds a request by size and way, one of each in turn."""
    found: dict[str, dict[str, list[float]]] = {size: {way: [] for way in ways} for size in SIZES}
    for _round in range(times):
        for size, (name, _bytes, callers, _aim) in SIZES.items():
            for way, (port, pid, prefix, headers) in ways.items():
                before = cpu_seconds(pid)
                answered = load(port, f"{prefix}/{name}", headers, callers=callers, seconds=seconds)
                found[size][way].append((cpu_seconds(pid) - before) / max(answered, 1) * 1e6)
    return found


def post(port: int, path: str, body: bytes, headers: dict[str, str]) -> int:
    """Also where the other side answers before it has read everything."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.request("POST", path, body, headers)
    answer = connection.getresponse()
    answer.read()
    return answer.status


def disk_of_bodies(running: Running, headers: dict[str, str], times: int = 10) -> float:
    """Bytes written a call with a body of 10 MB."""
    pid, body = running.process.pid, bytes(10_000_000)
    time.sleep(1)
    before = written_bytes(pid)
    answers = {post(running.port, f"{PLAIN}/sink", body, headers) for _ in range(times)}
    time.sleep(1)
    if answers != {200}:
        raise AssertionError(answers)
    return (written_bytes(pid) - before) / times


def memory_over(running: Running, headers: dict[str, str], seconds: float) -> list[float]:
    """MB once every second of small and large calls beside each other."""
    samples: list[float] = []
    works: list[Callable[[], int]] = [
        lambda: load(running.port, f"{PLAIN}/small", headers, callers=6, seconds=seconds),
        lambda: load(running.port, f"{PLAIN}/large", headers, callers=3, seconds=seconds),
    ]
    threads = [threading.Thread(target=work) for work in works]
    for one in threads:
        one.start()
    while any(one.is_alive() for one in threads):
        samples.append(memory_mb(running.process.pid))
        time.sleep(1)
    return samples


def measured(options: argparse.Namespace) -> dict[str, object]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.chmod(0o755)
        (folder / "files").mkdir()
        for name, size, _callers, _aim in SIZES.values():
            (folder / "files" / name).write_bytes(b"x" * size)
        direct = stack.enter_context(nginx(folder, "provider", STATIC, 9))
        proxy = stack.enter_context(nginx(folder, "proxy", PROXY, direct[0]))
        asking = stack.enter_context(nginx(folder, "asking", ASKING, direct[0]))
        document = signed(wide_policy(direct[0]))
        running = stack.enter_context(
            plane(folder / "plane", document, most_body=50_000_000, answer_seconds=30.0)
        )
        headers = {"Authorization": f"Bearer {running.token()[1]['access_token']}"}
        pid = running.process.pid
        ways: dict[str, Way] = {
            "direct": (*direct, "", {}),
            "nginx": (*proxy, "", {}),
            "nginx + auth_request": (*asking, "", {}),
            "plane": (running.port, pid, PLAIN, headers),
        }
        for port, _pid, prefix, given in ways.values():  # warm
            load(port, f"{prefix}/small", given, callers=2, seconds=0.5)
        costs = rounds(ways, options.seconds, options.rounds)
        disk = disk_of_bodies(running, headers)
        memory = memory_over(running, headers, options.mixed) if options.mixed else []
    return {"costs": costs, "disk": disk, "memory": memory, "load": os.getloadavg()[0]}


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--seconds", type=float, default=4.0, help="of one round of one way")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--mixed", type=float, default=0.0, help="seconds of mixed load while memory is read")
    parser.add_argument("--out", type=Path, help="the figures as JSON")
    options = parser.parse_args()
    if not shutil.which("nginx"):
        print("nginx is not on the PATH: apt-get install nginx-light", file=sys.stderr)
        return 2
    found = measured(options)
    if options.out:
        options.out.write_text(json.dumps(found, indent=1))
    print_summary(found)
    return 0


def print_summary(found: dict[str, object]) -> None:
    costs: dict[str, dict[str, list[float]]] = found["costs"]  # type: ignore[assignment]
    for size, ways in costs.items():
        base, aim = statistics.median(ways["nginx"]), SIZES[size][3]
        for way, values in ways.items():
            middle = statistics.median(values)
            ratio = middle / base if base else 0
            print(f"{size}  {way:<22} {middle:9.0f} µs of CPU a request  {ratio:5.1f} × nginx (aim {aim:g})")
    print(f"10 MB body: {found['disk']:,.0f} bytes written to the disk a call")
    memory: list[float] = found["memory"]  # type: ignore[assignment]
    if memory:
        third = max(1, len(memory) // 3)
        early, late = statistics.median(memory[:third]), statistics.median(memory[-third:])
        print(f"memory over {len(memory)} s: {early:.0f} MB, then {late:.0f} MB, most {max(memory):.0f} MB")
    print(f"load of the machine at the end: {found['load']:.1f}")


if __name__ == "__main__":
    sys.exit(main())
