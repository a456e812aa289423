"""No second, no day and no moment holds more calls than the agreement says, in all processes of a plane together."""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.lib.exchange.plane import quota
from tinhso.lib.exchange.plane.process_number import ProcessNumber, claim_number
from tinhso.lib.exchange.plane.quota import QuotaCounter, QuotaExceeded, QuotaFull, QuotaTable

MORNING = 1_712_714_400.0  # 09:00 in Hà Nội


def counter(folder, *limits, number=0, unused=(), code="CSDL-1"):
    table = QuotaTable(folder / "quotas", ProcessNumber(number, unused, -1))
    return QuotaCounter(table, table.places([code], MORNING)[code], *limits)


def test_each_quota_says_when_to_try_again(tmp_path):
    one = counter(tmp_path, 2, 4, 2)
    assert one.enter(MORNING) is None and one.enter(MORNING + 0.5) is None
    assert one.enter(MORNING + 0.9) == QuotaExceeded("second", 1)
    assert one.enter(MORNING + 1.01) == QuotaExceeded("concurrent", 1)
    one.leave()
    assert one.enter(MORNING + 1.01) is None
    one.leave()
    assert one.enter(MORNING + 9) is None
    one.leave()
    assert one.used_today(MORNING + 9) == 4
    assert one.enter(MORNING + 10) == QuotaExceeded("day", 15 * 3600 - 10)
    assert one.enter(MORNING + 15 * 3600) is None


def test_a_clock_that_is_set_back_gives_nothing_away(tmp_path):
    one = counter(tmp_path, 1, 2, 9)
    assert one.enter(MORNING) is None
    assert one.enter(MORNING - 86_400) == QuotaExceeded("second", 1)


def test_a_new_policy_forgets_no_use(tmp_path):
    former = counter(tmp_path, 9, 2, 9)
    former.enter(MORNING)
    former.enter(MORNING)
    later = replace(former, per_day=3, concurrent=2)
    former.leave()
    assert later.running() == 1 and later.enter(MORNING + 2) is None
    assert later.enter(MORNING + 4).which == "day"


def test_processes_count_together_and_what_a_dead_one_had_running_is_taken_off(tmp_path):
    one, two = counter(tmp_path, 9, 4, 2, number=0), counter(tmp_path, 9, 4, 2, number=1)
    assert one.enter(MORNING) is None and two.enter(MORNING) is None
    assert one.enter(MORNING).which == "concurrent"
    respawned = counter(tmp_path, 9, 4, 2, number=0)
    assert respawned.running() == 1 and respawned.enter(MORNING) is None
    alone = counter(tmp_path, 9, 4, 2, number=0, unused=(1,))
    assert alone.running() == 0 and alone.enter(MORNING + 2) is None
    assert alone.enter(MORNING + 4).which == "day"


def test_an_agreement_that_nobody_knows_any_more_gives_its_place_away(tmp_path, monkeypatch):
    monkeypatch.setattr(quota, "MOST_AGREEMENTS", 2)
    table = QuotaTable(tmp_path / "quotas", ProcessNumber(0, (), -1))
    assert len(set(table.places(["a", "b"], MORNING).values())) == 2
    with pytest.raises(QuotaFull):
        table.places(["b", "c"], MORNING + 2 * 86_400)
    assert len(table.places(["b", "c"], MORNING + 3 * 86_400)) == 2


def test_a_number_is_one_processs_alone_and_free_once_it_has_ended(tmp_path):
    first, second = claim_number(tmp_path), claim_number(tmp_path)
    assert (first.number, second.number) == (0, 1) and second.unused == tuple(range(2, 16))
    os.close(first.handle)
    assert claim_number(tmp_path).number == 0


@pytest.mark.long
@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(0, 900), st.booleans()), max_size=80),
    st.integers(1, 4),
    st.integers(1, 20),
    st.integers(1, 3),
)
def test_nothing_is_let_through_beyond_a_quota(steps, per_second, per_day, concurrent):
    with TemporaryDirectory() as folder:
        pair = [counter(Path(folder), per_second, per_day, concurrent, number=number) for number in (0, 1)]
        now, running, let = MORNING, [], []
        for at, (ms, ends) in enumerate(steps):
            now += ms / 1000
            if ends and running:
                running.pop().leave()
            if pair[at % 2].enter(now) is None:
                running.append(pair[at % 2])
                let.append(now)
            assert len(running) <= concurrent and len(let) <= per_day
            assert sum(now - one < 1 for one in let) <= per_second
