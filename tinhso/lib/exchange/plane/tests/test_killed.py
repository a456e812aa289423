"""A plane that is killed under load: all rows with evidence, of the others those of the last moment go, and their number is known."""

import asyncio
import subprocess
import sys
import time

import pytest

from tinhso.lib.exchange.plane import call_log
from tinhso.lib.exchange.plane.call_log import BATCH_SECONDS, CallLog
from tinhso.lib.exchange.plane.lost_rows import RowCounts, longest_lost, rows_lost
from tinhso.lib.exchange.plane.process_number import ProcessNumber
from tinhso.lib.exchange.plane.tests.loading import calling
from tinhso.lib.exchange.plane.tests.running import plane, policy, provider, signed


def test_rows_that_were_handed_over_and_not_written_are_lost_once_their_process_is_dead(tmp_path):
    counts = RowCounts(tmp_path, 0, [])
    for _ in range(5):
        counts.hand()
    counts.write(3)
    other = RowCounts(tmp_path, 1, [2, 3])  # the first one lives
    assert rows_lost(tmp_path) == 0
    other.hand()
    RowCounts(tmp_path, 2, [0])
    assert rows_lost(tmp_path) == 2
    RowCounts(tmp_path, 0, [1, 2])
    assert rows_lost(tmp_path) == 3
    (tmp_path / "rows-0").write_bytes(b"x")
    assert rows_lost(tmp_path) == 0  # unreadable: nobody knows


def test_the_time_of_what_went_is_that_between_its_first_and_its_last_row(tmp_path):
    counts = RowCounts(tmp_path, 0, [])
    counts.hand()
    time.sleep(0.1)  # this one comes to the disk
    counts.write(1)
    began = time.monotonic()
    for _ in range(3):
        counts.hand()
        time.sleep(0.02)
    RowCounts(tmp_path, 0, [])
    most = (time.monotonic() - began) * 1000
    assert rows_lost(tmp_path) == 3 and 40 <= longest_lost(tmp_path) <= most
    RowCounts(tmp_path, 0, []).hand()
    RowCounts(tmp_path, 0, [])
    assert rows_lost(tmp_path) == 4 and longest_lost(tmp_path) >= 40  # a single row has no time of its own


@pytest.mark.long
def test_a_plane_has_no_database():
    words = "import sys, tinhso.lib.exchange.plane.app; print(sorted({'django', 'psycopg', 'sqlite3'} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", words], capture_output=True, check=True)
    assert found.stdout == b"[]\n"


def test_a_log_has_room_for_so_many_bytes_and_whoever_waits_for_room_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr(call_log, "MOST_WAITING_BYTES", 10)
    log = CallLog(tmp_path / "calls", "p", ProcessNumber(0, (), -1))

    async def written():
        await log.write(b"123456789012\n")
        assert not log.ready()
        others = [asyncio.create_task(log.write(b"%d\n" % number)) for number in range(3)]
        await asyncio.sleep(0.01)
        assert log.waiting() == 1
        running = asyncio.create_task(log.run())
        await asyncio.gather(*others)
        await log.close()
        await running
        assert log.ready()

    asyncio.run(written())
    (file,) = (tmp_path / "calls").glob("*.jsonl")
    assert sorted(file.read_bytes().splitlines()) == [b"0", b"1", b"123456789012", b"2"]
    assert log.counts.written == 4


def test_a_log_that_ended_well_lost_nothing(tmp_path):
    log = CallLog(tmp_path / "calls", "p", ProcessNumber(0, (), -1))

    async def written():
        running = asyncio.create_task(log.run())
        await log.write(b"1\n")
        await log.write_synced(b"2\n")
        await log.write(b"3\n")
        await log.close()
        await running

    asyncio.run(written())
    assert (log.counts.handed, log.counts.written) == (3, 3)
    RowCounts(tmp_path / "rows", 0, [])
    assert rows_lost(tmp_path / "rows") == 0


@pytest.mark.long
def test_a_plane_that_is_killed_under_load_loses_the_calls_of_a_moment_and_says_how_many(tmp_path):
    with provider() as port:
        document = signed(policy(port))
        with (
            plane(tmp_path / "p", document) as running,
            calling(running) as plain,
            calling(running, evidence=True, callers=2) as proved,
        ):
            time.sleep(4)
            killed = time.monotonic()
            running.kill()
        rows = {str(row["id"]) for row in running.rows()}
        assert len(plain.ids) > 20 and len(proved.ids) > 5 and not plain.refused + proved.refused
        assert proved.ids <= rows
        lost = [at for at, _status, one in plain.answered if one not in rows]
        # a machine that is busy wakes the writer late: what went is never older than that
        assert all(killed - at < BATCH_SECONDS + 1.0 for at in lost)
        with plane(tmp_path / "p", None) as running:
            # of a row that was handed over its caller may not have heard any more
            assert (
                len(lost) <= rows_lost(running.folder / "rows") <= len(lost) + plain.callers + proved.callers
            )
            lines = running.ask("GET", "/metrics")[2].decode().splitlines()
            assert f"exchange_rows_lost {rows_lost(running.folder / 'rows')}" in lines
            longest = longest_lost(running.folder / "rows")
            line = next(line for line in lines if line.startswith("exchange_rows_lost_milliseconds "))
            assert float(line.split()[1]) == round(longest, 3)
            # as above: a machine that is busy. `bench/chaos/exchange_killed.py` says how long on a quiet one
            assert longest < (BATCH_SECONDS + 1.0) * 1000
