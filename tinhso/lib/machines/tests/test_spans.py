"""An address belongs to one machine at each moment, whatever the order in which lists come."""

from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.lib.dates import HANOI
from tinhso.lib.machines.spans import Span, placed

ZERO = datetime(2024, 3, 1, tzinfo=HANOI)


def at(hours):
    return ZERO + timedelta(hours=hours)


def span(machine, starts, ends=None):
    return Span(machine, at(starts), None if ends is None else at(ends))


def after(*spans):
    found = []
    for one in spans:
        found = placed(found, one)
    return found


def test_whoever_begins_later_has_it_from_then_on():
    assert after(span("a", 0), span("b", 5)) == [span("a", 0, 5), span("b", 5)]
    assert after(span("b", 5), span("a", 0)) == [span("a", 0, 5), span("b", 5)]
    assert after(span("a", 0, 3), span("a", 2, 6)) == [span("a", 0, 6)]
    assert after(span("a", 0, 3), span("b", 4, 5)) == [span("a", 0, 3), span("b", 4, 5)]


def test_two_that_begin_together_cannot_both_be_right():
    assert placed([span("a", 0)], span("b", 0)) is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 20), st.integers(1, 9)),
        min_size=1,
        max_size=4,
        unique_by=lambda one: one[1],
    )
)
def test_no_two_meet_and_each_moment_is_told_alike_in_any_order(lines):
    spans = [span(machine, starts, starts + length) for machine, starts, length in lines]
    for order in permutations(spans):
        found = after(*order)
        assert all(not a.meets(b) for a in found for b in found if a is not b)
        for hour in range(30):
            now = [one.machine for one in found if one.starts <= at(hour) and at(hour) < one.ends]
            began = [one for one in spans if one.starts <= at(hour) < one.ends]
            if began:
                assert now in ([max(began, key=lambda one: one.starts).machine], []) and len(now) <= 1
