"""Breakers and bulkheads hold in all processes of a plane together, and a process that died holds nobody up."""

import pytest

from tinhso.lib.exchange.breaker import FAILURES, REST
from tinhso.lib.exchange.plane import guards
from tinhso.lib.exchange.plane.guards import Bulkhead, GuardTable, SharedBreaker
from tinhso.lib.exchange.plane.process_number import ProcessNumber

NOW, SERVICE = 1_712_714_400.0, "GOV/so-a/dan-cu/tra-cuu"


def table(folder, number=0, unused=()):
    return GuardTable(folder / "guards", ProcessNumber(number, unused, -1))


def pair(folder):
    return [SharedBreaker(table(folder, number), SERVICE) for number in (0, 1)]


def opened(one, two):
    for place in range(FAILURES):
        assert one.lets_through(NOW) and two.lets_through(NOW)
        (one, two)[place % 2].went_wrong(NOW)


def test_failures_seen_by_two_processes_open_the_breaker_of_both(tmp_path):
    one, two = pair(tmp_path)
    opened(one, two)
    assert one.is_open() and not one.lets_through(NOW + 1) and not two.lets_through(NOW + 1)
    other = SharedBreaker(table(tmp_path, 2), "GOV/so-a/dan-cu/khac")
    assert other.lets_through(NOW) and not other.is_open()


def test_one_process_tries_and_the_other_waits_for_how_it_went(tmp_path):
    one, two = pair(tmp_path)
    opened(one, two)
    assert one.lets_through(NOW + REST) and not two.lets_through(NOW + REST)
    two.client_left()
    assert not two.lets_through(NOW + REST), "the try is the other's"
    one.went_wrong(NOW + REST)
    assert two.rest == 2 * REST and not two.lets_through(NOW + 2 * REST)
    assert two.lets_through(NOW + 3 * REST)
    two.went_well()
    assert one.lets_through(NOW + 3 * REST) and not one.is_open() and one.rest == REST


def test_a_process_that_died_while_it_tried_or_called_leaves_nothing_behind(tmp_path):
    one, two = pair(tmp_path)
    opened(one, two)
    assert one.lets_through(NOW + REST)
    mapped = table(tmp_path, 1)
    mapped.number = 0
    assert Bulkhead(mapped, "GOV/so-a/dan-cu").enter(1)
    assert not two.lets_through(NOW + REST)
    respawned = table(tmp_path, 0)
    assert two.lets_through(NOW + REST)
    assert Bulkhead(respawned, "GOV/so-a/dan-cu").running() == 0


def test_it_outlives_the_plane_and_a_clock_that_is_set_back(tmp_path):
    one, two = pair(tmp_path)
    opened(one, two)
    later = SharedBreaker(table(tmp_path, 0, unused=(1,)), SERVICE)
    assert not later.lets_through(NOW - 1000) and later.lets_through(NOW - 1000 + REST)


def test_a_bulkhead_counts_the_calls_of_all_processes(tmp_path):
    one, two = (Bulkhead(table(tmp_path, number), "GOV/so-a/dan-cu") for number in (0, 1))
    assert one.enter(2) and two.enter(2) and not one.enter(2)
    two.leave()
    assert one.running() == 1 and one.enter(2) and not two.enter(2)


def test_without_room_each_process_guards_by_itself(tmp_path, monkeypatch):
    monkeypatch.setattr(guards, "MOST_PLACES", 1)
    one, two = table(tmp_path), table(tmp_path, 1)
    assert SharedBreaker(one, SERVICE).lets_through(NOW)
    alone = SharedBreaker(one, "another")
    for _ in range(FAILURES):
        alone.went_wrong(NOW)
    assert not alone.lets_through(NOW + 1) and SharedBreaker(two, "another").lets_through(NOW + 1)
    alone.client_left()
    alone.went_well()
    assert alone.lets_through(NOW + 1)
    bulkhead = Bulkhead(one, "yet another")
    assert bulkhead.enter(1) and not bulkhead.enter(1) and bulkhead.running() == 1
    bulkhead.leave()
    assert bulkhead.enter(1)


@pytest.mark.parametrize("count", [1, 40])
def test_each_name_has_its_own_place(tmp_path, count):
    one = table(tmp_path)
    places = {one.place(f"service-{number}") for number in range(count)}
    assert len(places) == count and table(tmp_path, 1).place("service-0") == one.place("service-0")
