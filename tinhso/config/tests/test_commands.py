"""The command as people run it: in processes of its own, on a PostgreSQL of its own."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.ports import free_port
from tinhso.config.commands.worker import GIVES_WAY
from tinhso.lib.postgres.server import Server

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def place():
    """A folder that PostgreSQL's account may enter: pytest closes its own ones whenever a run starts."""
    with tempfile.TemporaryDirectory(prefix="tinhso-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


def environment():
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("TINHSO_", "DATABASE_", "PG"))
    }
    return inherited | {"PYTHONPATH": str(ROOT)}


def tinhso(*words):
    command = [sys.executable, "-P", "-m", "tinhso", *map(str, words)]
    return subprocess.run(command, env=environment(), capture_output=True, text=True, cwd="/", check=False)


def opened(process):
    """Read what it prints until the line that ends its announcement."""
    read = []
    for line in process.stdout:
        read.append(line)
        if "Ctrl-C" in line or "Đang phục vụ" in line:
            return "".join(read)
    pytest.fail(f"ended with {process.wait()}")


def children_of(state):
    """Processes whose environment names the state folder."""
    mark = f"TINHSO_STATE={state}\0".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (folder / "environ").read_bytes() and (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def wait_until(true, seconds=180):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.1)


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=60) as answer:
        return json.load(answer)


@pytest.mark.long
def test_the_help_is_vietnamese_and_names_every_command():
    printed = tinhso("--help").stdout
    for name in ("up", "demo", "worker", "prepare", "verify", "backup", "restore", "check"):
        assert f"  {name} " in printed
        assert tinhso(name, "--help").returncode == 0
    assert "Cách dùng" in printed


def test_a_worker_gives_way_to_who_waits_for_a_page():
    asked = "import os; from tinhso.config.commands.worker import give_way; give_way(); print(os.nice(0))"
    child = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, start_new_session=True
    )
    assert int(child.stdout) == min(os.nice(0) + GIVES_WAY, 19)


@pytest.mark.long
def test_wrong_words_are_refused_with_code_two(place):
    assert tinhso("worker", "middle", "--state", place).returncode == 2
    assert tinhso("backup", place / "không/có.tar", "--state", place).returncode == 2


def test_a_taken_port_is_told_before_anything_starts(place):
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        done = tinhso("demo", "--state", place / "s", "--port", listener.getsockname()[1])
    assert done.returncode == 2
    assert "--port" in done.stderr
    assert not (place / "s/postgres").exists()


@pytest.mark.long
def test_a_demo_opens_is_ready_and_leaves_nothing_however_it_ends(place):
    state, ports = place / "trình diễn", [free_port() for _ in range(3)]
    for number, port in zip((signal.SIGINT, signal.SIGTERM, signal.SIGKILL), ports, strict=True):
        process = demo_of_600(place, state, port)
        opened(process)
        assert get(port, "/healthz") == {"live": True}
        wait_until(lambda port=port: ready(port))
        process.send_signal(number)
        process.wait(180)
        process.stdout.close()
        wait_until(lambda: not children_of(state))
        wait_until(lambda: not (state / "postgres/data/postmaster.pid").exists())
    segments = len(list((state / "postgres/data/pg_wal").glob("0*")))
    assert segments < 10, "the log of the load was left"
    loaded_again = demo_of_600(place, place / "như thế", ports[0])
    assert "Nạp dữ liệu" not in opened(
        loaded_again
    )  # the snapshot of the first, which was put by for this port
    wait_until(lambda: ready(ports[0]))
    loaded_again.terminate()
    loaded_again.wait(180)
    loaded_again.stdout.close()
    other = tinhso("demo", "--state", state, "--port", free_port(), "--today")
    assert other.returncode == 2
    assert "--fresh" in other.stderr


def demo_of_600(place, state, port):
    words = ["demo", "--state", str(state), "--port", str(port), "--dossiers", "600"]
    command = [sys.executable, "-P", "-m", "tinhso", *words]
    around = environment() | {"XDG_CACHE_HOME": str(place / "cache")}
    return subprocess.Popen(command, env=around, stdout=subprocess.PIPE, text=True, cwd="/")


def ready(port):
    try:
        return get(port, "/readyz")["ready"]
    except urllib.error.HTTPError:
        return False


@pytest.mark.long
def test_a_killed_web_server_and_worker_are_started_again(place):
    port = free_port()
    command = [sys.executable, "-P", "-m", "tinhso", "up", "--state", str(place), "--port", str(port)]
    process = subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, text=True, cwd="/")
    try:
        opened(process)
        wait_until(lambda: ready(port))
        for pid in children_of(place):
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            if b"tinhso.config.web" in words or b"worker" in words:
                os.kill(pid, signal.SIGKILL)
        wait_until(lambda: answers(port))
        wait_until(lambda: len(children_of(place)) >= 5)
    finally:
        process.terminate()
        process.wait(180)
        process.stdout.close()
    wait_until(lambda: not children_of(place))


def answers(port):
    try:
        return get(port, "/healthz") == {"live": True}
    except OSError:
        return False


@pytest.mark.long
def test_a_backup_comes_back_in_an_empty_place_and_nowhere_else(place):
    old, new, file = place / "cũ", place / "mới", place / "b.tar"
    assert tinhso("prepare", "--state", old).returncode == 0
    (old / "files/ab").mkdir()
    (old / "files/ab/tệp").write_text("nội dung")
    assert tinhso("backup", file, "--state", old).returncode == 0
    assert tinhso("backup", file, "--state", old).returncode == 2  # does not overwrite by itself
    assert tinhso("restore", file, "--state", old).returncode == 4
    done = tinhso("restore", file, "--state", new)
    assert done.returncode == 0, done.stderr
    assert (new / "files/ab/tệp").read_text() == "nội dung"
    assert not (new / "restore-unfinished").exists()
    assert tinhso("verify", "--state", new).returncode == 0
    output = tinhso("check", "--json", "--state", new)
    rights = next(finding for finding in json.loads(output.stdout) if finding["name"] == "quyền")
    assert rights["level"] == "good"


@pytest.mark.long
def test_a_second_node_that_has_no_owners_address_serves_pages(place):
    """Its static files lie in its own state folder, and nobody prepares there."""
    assert tinhso("prepare", "--quiet", "--state", place / "first").returncode == 0
    server, port = Server(place / "first/postgres"), free_port()
    server.start()
    try:
        around = environment() | {"DATABASE_URL": server.url("tinhso_app")}
        words = ["up", "--state", str(place / "second"), "--port", str(port)]
        command = [sys.executable, "-P", "-m", "tinhso", *words]
        process = subprocess.Popen(command, env=around, stdout=subprocess.PIPE, text=True, cwd="/")
        opened(process)
        wait_until(lambda: ready(port))
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=60) as page:
            assert page.status == 200 and b"/static/" in page.read()
        process.send_signal(signal.SIGTERM)
        process.wait(180)
        process.stdout.close()
    finally:
        server.stop()
