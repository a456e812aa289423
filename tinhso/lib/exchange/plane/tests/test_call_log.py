"""The spool: nothing is dropped, evidence is on the disk or said not to be, a file is read once it is closed."""

import asyncio
import os

import pytest

from tinhso.lib.exchange.plane import call_log
from tinhso.lib.exchange.plane.call_log import CallLog, NotWritten
from tinhso.lib.exchange.plane.process_number import ProcessNumber

FIRST = ProcessNumber(0, (2,), -1)


@pytest.fixture
def folder(tmp_path):
    """Beside it the log counts its rows."""
    found = tmp_path / "calls"
    found.mkdir()
    return found


def lines(folder):
    return [one for file in sorted(folder.iterdir()) for one in file.read_bytes().splitlines()]


async def with_log(folder, deed):
    log = CallLog(folder, "p", FIRST)
    running = asyncio.create_task(log.run())
    try:
        return await deed(log)
    finally:
        await log.close()
        await asyncio.wait_for(running, 10)


def test_evidence_is_there_when_its_writer_goes_on_and_the_rest_when_the_log_closes(folder):
    async def deed(log):
        await log.write(b"1\n")
        await log.write_synced(b"2\n")
        assert lines(folder) == [b"1", b"2"]
        await log.write(b"3\n")

    asyncio.run(with_log(folder, deed))
    assert lines(folder) == [b"1", b"2", b"3"]
    assert {file.suffix for file in folder.iterdir()} == {".jsonl"}


@pytest.mark.long
def test_a_disk_that_takes_nothing_is_said_and_its_rows_come_once_it_does(folder, monkeypatch):
    def broken(_descriptor):
        raise OSError("full")

    async def deed(log):
        monkeypatch.setattr(call_log.os, "fsync", broken)
        with pytest.raises(NotWritten):
            await log.write_synced(b"1\n")
        assert not log.ready()
        monkeypatch.undo()
        await asyncio.sleep(1.2)
        assert log.ready()
        await log.write_synced(b"2\n")

    assert os.fsync is not broken
    asyncio.run(with_log(folder, deed))
    assert lines(folder) == [b"1", b"2"]


def test_what_a_killed_process_left_is_closed_by_the_next_and_that_of_a_living_one_is_not(folder):
    for name in ("p-0-1-000001.open", "p-1-1-000001.open", "p-2-1-000001.open", "other-0-1-000001.open"):
        (folder / name).write_bytes(b"1\n")
    CallLog(folder, "p", FIRST)
    left = sorted(file.name for file in folder.iterdir())
    assert left == ["other-0-1-000001.open", "p-0-1-000001.jsonl", "p-1-1-000001.open", "p-2-1-000001.jsonl"]
