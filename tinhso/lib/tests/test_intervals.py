"""Intervals of shares, held against published values (Newcombe 1998, table I, score method without correction)."""

import pytest

from tinhso.lib.intervals import share_interval


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_intervals_are_those_of_the_literature(part, whole, low, high):
    assert share_interval(part, whole) == pytest.approx((low, high), abs=1e-4)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (-1, 4), (5, 4)])
def test_what_is_no_share_is_refused(part, whole):
    with pytest.raises(ValueError, match="no share"):
        share_interval(part, whole)
