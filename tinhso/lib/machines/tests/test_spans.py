"""Times in which a machine had an address: joined where they meet, whatever the order."""

from datetime import datetime, timedelta
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from tinhso.lib.dates import HANOI
from tinhso.lib.machines.spans import earlier_end, joined, later_end

ZERO = datetime(2024, 3, 1, tzinfo=HANOI)


def at(hours):
    return None if hours is None else ZERO + timedelta(hours=hours)


def span(starts, ends=None):
    return at(starts), at(ends)


def test_spans_that_meet_or_touch_are_one():
    assert joined([span(2, 6), span(0, 3)]) == [span(0, 6)]
    assert joined([span(3, 5), span(0, 3)]) == [span(0, 5)]
    assert joined([span(4), span(0, 3), span(9, 11)]) == [span(0, 3), span(4)]
    assert joined([]) == []


def test_an_end_that_is_open_is_the_latest():
    assert later_end(at(3), None) is None and later_end(at(3), at(5)) == at(5)
    assert earlier_end(at(3), None) == earlier_end(None, at(3)) == earlier_end(at(5), at(3)) == at(3)
    assert earlier_end(None, None) is None


SPANS = st.tuples(st.integers(0, 12), st.one_of(st.none(), st.integers(1, 5)))


@settings(max_examples=60, deadline=None)
@given(st.lists(SPANS, max_size=4))
def test_every_moment_stands_as_before_in_any_order(drawn):
    spans = [span(starts, None if length is None else starts + length) for starts, length in drawn]
    found = joined(spans)
    assert all(joined(order) == found for order in permutations(spans))
    for hour in range(20):
        within = [starts <= at(hour) and (ends is None or at(hour) < ends) for starts, ends in spans]
        count = sum(starts <= at(hour) and (ends is None or at(hour) < ends) for starts, ends in found)
        assert count == int(any(within))
