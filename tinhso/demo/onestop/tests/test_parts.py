"""Very many dossiers in parts: who is told together, and that the whole stays what the plan wants."""

from datetime import datetime
from types import SimpleNamespace

import pytest

from tinhso.demo import load
from tinhso.demo.onestop import dossiers
from tinhso.demo.onestop.parts import PartFailed, in_processes, split
from tinhso.demo.tests.test_year import RATE, cents, rows_of


def offer(code, ident="", old=""):
    return [SimpleNamespace(desk=SimpleNamespace(pk=code, code=code, ident_code=ident, old_ident_code=old))]


def test_desks_that_count_by_one_code_are_told_together():
    offers = {
        1: offer("a", "H1"),
        2: offer("a", "H1"),
        3: offer("b", "H2", "G3"),
        4: offer("c", "G3"),
        5: offer("d"),
    }
    parts = split(offers, {1: 5, 2: 5, 3: 4, 4: 4, 5: 1}, 2)
    assert sorted(map(sorted, parts)) == [[1, 2], [3, 4, 5]]


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")  # the suite has threads; a load has none
def test_processes_sum_what_they_told_and_one_that_breaks_off_is_heard(monkeypatch):
    monkeypatch.setattr("tinhso.demo.onestop.parts.let_go", lambda: None)  # nothing here has a connection
    monkeypatch.setattr("tinhso.demo.onestop.parts.seal", lambda: 0)
    assert in_processes([lambda: 3, lambda: 4, lambda: 5]) == 12
    with pytest.raises(PartFailed):
        in_processes([lambda: 3, lambda: 1 // 0])


@pytest.mark.long
def test_the_rate_of_2023_comes_out_of_parts_too(db, monkeypatch):
    monkeypatch.setattr(dossiers, "MANY", 200)
    now = datetime.fromisoformat(load.OPENS_ON)
    load.load_people(now)
    dossiers.create_dossiers(300, seats=load.heads_agencies(now), now=now)
    [(whole, part)] = rows_of(RATE)
    assert cents(part, whole) == 9761
    assert rows_of("select count(*) - count(distinct code) from casework_case") == [(0,)]
