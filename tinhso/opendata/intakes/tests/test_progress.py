"""The bar of a file that is read moves with each step and never goes back."""

import subprocess
import sys

import pytest

from tinhso.lib.tables.any_file import take_in_file
from tinhso.opendata.intakes import progress
from tinhso.opendata.intakes.comparing import doing
from tinhso.opendata.intakes.progress import Progress, octets_read
from tinhso.opendata.models import Intake


@pytest.fixture
def read(monkeypatch):
    known = [0]
    monkeypatch.setattr(progress, "octets_read", lambda pid: known[0])
    return known


def test_each_step_moves_the_bar_by_what_it_has_read(tmp_path, read):
    bar, seen = Progress(tmp_path, 1000), []
    (tmp_path / "normal.csv").write_bytes(b"x" * 2000)
    for step, octets in [("check", 10), ("check", 510), ("check", 1010), ("again", 1010), ("again", 1510)]:
        read[0] = octets
        seen.append(bar.percent(1, step))
    assert seen == [5, 12, 20, 20, 40]
    read[0] = 3000
    assert (bar.percent(1, "rows"), bar.percent(1, "parquet"), bar.percent(1, "scan")) == (60, 88, 92)
    read[0] = 10**9
    assert bar.percent(1, "scan") == 96 and bar.percent(1, "check") == 96


def test_a_step_that_reads_no_bytes_says_how_far_it_is(tmp_path, read):
    bar = Progress(tmp_path, 1000, floor=50)
    assert [bar.percent(1, step) for step in ("read", "again 10", "again 50", "again 100", "")] == [
        *(60, 62, 70, 80, 80)
    ]


def test_what_a_process_has_read_is_known_while_it_lives():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert octets_read(child.pid) > 0
        child.communicate(b"\n")
    assert octets_read(2**22 + 1) == 0


def test_the_steps_of_both_ways_of_reading(tmp_path):
    for name, text, steps in [
        ("plain", "a,b\n1,2\n3,4\n", ["check", "read", "parquet"]),
        ("odd", "Bảng 1\n\na;b\n1;2\n3;4;5\n6;7\n", ["check", "again", "rows", "parquet"]),
    ]:
        (tmp_path / name).mkdir()
        (tmp_path / f"{name}.csv").write_text(text)
        heard = []
        take_in_file(tmp_path / f"{name}.csv", tmp_path / name, step=heard.append)
        assert heard == steps and set(steps) <= set(progress.WAY)


def test_the_page_says_what_happens():
    reading = Intake(state=Intake.State.READING, step="scan")
    assert doing(reading) == "Đang tìm dữ liệu cá nhân"
    assert doing(Intake(state=Intake.State.READING, step="read")) == "Đang đọc"
