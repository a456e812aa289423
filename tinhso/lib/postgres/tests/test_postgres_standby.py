"""Two servers of the same binaries: what the first acknowledged while the second was with it, the second has."""

import os
import signal
import threading

import psycopg
import pytest

from tinhso.lib.postgres import standby
from tinhso.lib.postgres.server import NoPostgres, Server
from tinhso.lib.postgres.tests.test_postgres import alive, place, processes, wait_until  # noqa: F401 - a fixture

pytestmark = pytest.mark.long


@pytest.fixture
def pair(place):  # noqa: F811
    """A running first server and one that follows it, synchronously."""
    first, follower = Server(place / "một"), Server(place / "hai, 'dự phòng'")
    first.start()
    with psycopg.connect(first.url()) as connection:
        connection.execute("create table told (n int primary key)")
    standby.make(first, follower)
    follower.start()
    standby.wait_until_it_follows(first)
    standby.be_synchronous(first, on=True)
    yield first, follower
    for server in (first, follower):
        server.stop()
        wait_until(lambda server=server: not alive(server.state))


def kill(server):
    """As when its machine goes: the keeper first, so that nobody starts it again."""
    pids = sorted(processes(server.state), key=lambda found: b"-I" not in found[1])
    for pid, words in pids:
        if b"-I" in words or words[0].endswith(b"/postgres"):
            os.kill(pid, signal.SIGKILL)


def write(url, written, stop):
    """One row after the other, each noted only after its commit was acknowledged."""
    with psycopg.connect(url, autocommit=True) as connection:
        while not stop.is_set():
            number = len(written)
            try:
                connection.execute("insert into told values (%s)", [number])
            except psycopg.OperationalError:
                return
            written.append(number)


def test_promotion_loses_nothing_that_was_acknowledged_before_the_first_was_killed(pair):
    first, follower = pair
    written: list[int] = []
    stop = threading.Event()
    writer = threading.Thread(target=write, args=(first.url(), written, stop))
    writer.start()
    wait_until(lambda: len(written) > 50)
    kill(first)
    writer.join(180)
    standby.promote(follower)
    with psycopg.connect(follower.url(), autocommit=True) as connection:
        there = {n for (n,) in connection.execute("select n from told")}
        assert set(written) <= there
        assert len(there) - len(written) in {0, 1}  # one may lie there whose acknowledgement never came
        connection.execute("insert into told values (-1)")
    assert not standby.follows(follower)


def test_while_the_first_answers_nobody_is_promoted(pair):
    first, follower = pair
    with pytest.raises(standby.StillRunning, match="vẫn đang chạy"):
        standby.promote(follower)
    assert standby.follows(follower)
    with psycopg.connect(first.url(), autocommit=True) as connection:
        connection.execute("insert into told values (1)")
    with psycopg.connect(follower.url("tinhso_app")) as connection:
        assert connection.execute("select pg_is_in_recovery()").fetchone()[0]


def test_a_first_one_waits_for_a_follower_that_is_away_until_it_is_told_not_to(pair):
    first, follower = pair
    follower.stop()
    wait_until(lambda: not alive(follower.state))
    written: list[int] = []
    stop = threading.Event()
    writer = threading.Thread(target=write, args=(first.url(), written, stop))
    writer.start()
    assert not written
    standby.be_synchronous(first, on=False)
    wait_until(lambda: len(written) > 1)
    stop.set()
    writer.join(180)


def test_a_copy_that_cannot_be_made_says_why_and_leaves_nothing(place):  # noqa: F811
    first, follower = Server(place / "một"), Server(place / "hai")
    with pytest.raises((NoPostgres, FileNotFoundError)):
        standby.make(first, follower)
    assert not follower.data.exists()
