import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from tinhso.lib.postgres import server as postgres
from tinhso.lib.postgres.binaries import binaries, reachable
from tinhso.lib.postgres.server import NoPostgres, Server

ROOT = Path(__file__).resolve().parents[4]
USE = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from tinhso.lib.postgres.server import Server
server = Server(Path(sys.argv[2]))
server.start()
print(server.url("tinhso_app"), flush=True)
time.sleep(float(sys.argv[3]))
server.stop()
print("stopped", flush=True)
"""
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as another account")


@pytest.fixture
def place():
    """A folder that every account may enter: pytest closes its own ones to others whenever a run starts."""
    with tempfile.TemporaryDirectory(prefix="tinhso-test-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def state(place):
    folder = place / "thư mục có dấu cách, và dấu phẩy"
    yield folder
    wait_until(lambda: not alive(folder))


def use(state, seconds=60, python=sys.executable, **options):
    """A process of its own that starts the cluster and uses it; its first line is the URL."""
    command = [python, "-c", USE, str(ROOT), str(state), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, **options)


def answer(url):
    with psycopg.connect(url) as connection:
        return connection.execute("select current_user").fetchone()[0]


def processes(state):
    """Every living process (no zombie) whose command line names the cluster's folder."""
    home = os.fsencode(Server(state).home)
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if home in line and b"postgres" in line and str(folder.name) != str(os.getpid()):
            found.append((int(folder.name), line.split(b"\0")))
    return found


def alive(state):
    return [pid for pid, words in processes(state) if words[0].endswith(b"/postgres") or b"-I" in words]


def postmaster(state):
    return int((Server(state).data / "postmaster.pid").read_text().split()[0])


def wait_until(true, seconds=180):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.05)


def ended_cleanly(state):
    return "database system is shut down" in (Server(state).home / "pg.log").read_text().splitlines()[-1]


@pytest.mark.long
def test_it_starts_answers_each_role_and_leaves_no_process(state):
    server = Server(state)
    server.start()
    try:
        for role in ("postgres", "tinhso_owner", "tinhso_app", "tinhso_reader"):
            assert answer(server.url(role)) == role
    finally:
        server.stop()
    wait_until(lambda: not alive(state))  # the keeper ends after its last user, in its own time
    assert ended_cleanly(state)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_however_its_user_dies_nothing_is_left_and_the_folder_is_whole(state, number):
    process = use(state)
    process.stdout.readline()
    process.send_signal(number)
    process.wait()
    process.stdout.close()
    wait_until(lambda: not alive(state))
    assert ended_cleanly(state)
    server = Server(state)
    server.start()
    assert answer(server.url("tinhso_app")) == "tinhso_app"
    server.stop()


@pytest.mark.long
def test_two_starters_of_a_fresh_folder_share_one_cluster_and_the_first_may_go(state):
    short, long = use(state, 1), use(state, 60)
    urls = {short.stdout.readline(), long.stdout.readline()}
    assert len(urls) == 1
    assert short.wait(180) == 0
    assert answer(urls.pop().strip()) == "tinhso_app"
    long.kill()
    long.wait()
    short.stdout.close()
    long.stdout.close()


@pytest.mark.long
def test_a_killed_postmaster_is_started_again(state):
    server = Server(state)
    server.start()
    before = postmaster(state)
    os.kill(before, signal.SIGKILL)

    def answers():
        try:
            return answer(server.url("tinhso_app")) == "tinhso_app"
        except (psycopg.OperationalError, OSError):
            return False

    wait_until(lambda: answers() and postmaster(state) != before)
    server.stop()
    wait_until(lambda: not alive(state))  # the keeper ends after its last user, in its own time


@pytest.mark.long
def test_who_looks_after_it_brings_postgresql_back_after_its_keeper_was_killed(state):
    server = Server(state)
    server.start()
    assert not server.look_after()
    keeper = next(pid for pid, words in processes(state) if b"-I" in words)
    os.kill(keeper, signal.SIGKILL)
    wait_until(server.look_after)
    assert answer(server.url()) == "postgres"
    server.stop()
    wait_until(lambda: not alive(state))


@pytest.mark.long
def test_a_killed_keeper_takes_postgresql_down_cleanly(state):
    server = Server(state)
    server.start()
    keeper = next(pid for pid, words in processes(state) if b"-I" in words)
    os.kill(keeper, signal.SIGKILL)
    wait_until(lambda: not [pid for pid in alive(state) if pid != keeper])
    assert ended_cleanly(state)
    server.stop()
    second = Server(state)
    second.start()
    assert answer(second.url()) == "postgres"
    second.stop()


@pytest.mark.long
def test_a_kill_in_the_middle_of_making_the_cluster_leaves_nothing_false(state):
    process = use(state)
    wait_until(lambda: list(Server(state).home.glob("data.new-*/PG_VERSION")))
    process.kill()
    process.wait()
    process.stdout.close()
    server = Server(state)
    server.start()
    assert answer(server.url()) == "postgres"
    server.stop()


@pytest.mark.long
def test_a_path_longer_than_a_socket_allows_and_with_a_comma_works(state):
    folder = state / ("rất dài " * 12) / "nữa, và nữa"
    server = Server(folder)
    server.start()
    assert answer(server.url("tinhso_reader")) == "tinhso_reader"
    server.stop()
    wait_until(lambda: not alive(folder))  # the keeper ends after its last user, in its own time


def test_the_data_of_another_major_version_is_refused_by_name(state):
    server = Server(state)
    server.data.mkdir(parents=True)
    (server.data / "PG_VERSION").write_text("9\n")
    with pytest.raises(NoPostgres, match=r"PostgreSQL 9.*TINHSO_PG_BIN"):
        server.start()


@pytest.mark.long
def test_a_cluster_in_use_is_not_destroyed_and_an_idle_one_is(state):
    server = Server(state)
    server.start()
    with pytest.raises(NoPostgres, match="đang chạy"):
        Server(state).destroy()
    server.stop()
    Server(state).destroy()
    assert not server.data.exists()


@pytest.mark.long
@as_root
def test_a_copy_of_a_cluster_at_rest_answers_elsewhere_and_its_spent_log_is_gone(place, state):
    first = Server(state)
    url = first.start()
    with pytest.raises(NoPostgres):
        first.shrink()
    with psycopg.connect(url, autocommit=True) as line:
        line.execute("create table held as select generate_series(1, 300000) as n")
        for _ in range(3):
            line.execute("select pg_switch_wal()")
            line.execute("insert into held values (0)")
    first.stop()
    first.shrink()
    assert len(list((first.data / "pg_wal").glob("0*"))) == 1
    first.copy_to(place / "copy")
    second = Server(place / "other")
    second.fill_from(place / "copy")
    for server in (first, second):
        with psycopg.connect(server.start()) as line:
            assert line.execute("select count(*) from held").fetchone() == (300003,)
        server.stop()


def test_another_account_gets_in_nowhere(state):
    server = Server(state)
    url = server.start()
    psql = reachable(binaries()) / "psql"
    stranger = {"user": "daemon", "group": "daemon", "extra_groups": [], "cwd": "/", "capture_output": True}
    try:
        refused = subprocess.run([psql, url, "-c", "select 1"], check=False, **stranger)
        assert b"Permission denied" in refused.stderr
        for name in ("secret", "pg.log", "users", "data/pg_hba.conf"):
            assert subprocess.run(["cat", server.home / name], check=False, **stranger).returncode != 0
        # Even with the door left open by hand there is a password behind it.
        server.socket.chmod(0o755)
        (server.socket / ".s.PGSQL.5432").chmod(0o777)
        for role in ("postgres", "tinhso_app"):
            command = [psql, "-w", "-h", server.socket, "-U", role, "-d", "tinhso", "-c", "select 1"]
            assert b"no password supplied" in subprocess.run(command, check=False, **stranger).stderr
    finally:
        server.stop()


@pytest.mark.long
@as_root
def test_an_ordinary_account_runs_its_own(state):
    home = state / "of-daemon"
    home.mkdir(parents=True)
    os.chown(home, 1, 1)
    environment = os.environ | {"TINHSO_PG_BIN": str(reachable(binaries())), "PYTHONDONTWRITEBYTECODE": "1"}
    process = use(
        home, 0, "/usr/bin/python3", env=environment, user="daemon", group="daemon", extra_groups=[]
    )
    lines = process.stdout.read().splitlines()
    assert process.wait() == 0
    process.stdout.close()
    assert lines[1] == "stopped"
    assert home.stat().st_mode & 0o777 == 0o700


@pytest.mark.long
@as_root
def test_below_a_closed_folder_the_cluster_lies_elsewhere_and_stays_there(place, monkeypatch):
    elsewhere = place / "elsewhere"
    monkeypatch.setattr(postgres, "ROOTS_FOLDER", elsewhere / "clusters")
    closed = place / "closed"
    closed.mkdir(mode=0o700)
    server = Server(closed / "state")
    server.start()
    assert answer(server.url("tinhso_app")) == "tinhso_app"
    server.stop()
    assert server.home.is_relative_to(elsewhere)
    assert (server.home / "path").read_text() == f"{closed / 'state'}\n"
    closed.chmod(0o755)
    assert Server(closed / "state").home == server.home
    shutil.rmtree(closed)
    closed.mkdir(mode=0o700)
    assert Server(closed / "state").home != server.home
