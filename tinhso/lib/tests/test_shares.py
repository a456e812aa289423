from decimal import Decimal

import pytest

from tinhso.lib.shares import TooMany, fitting, outside, rate, shares

ROUNDED = Decimal("97.61")


def test_the_largest_remainder_gets_what_is_left_and_the_sum_is_kept():
    assert shares(10, [1, 1, 1]) == [4, 3, 3]
    assert shares(7, [60, 30, 10]) == [4, 2, 1]
    assert sum(shares(1234, [3, 5, 7, 11])) == 1234


def test_none_gets_more_than_its_most_and_the_rest_goes_on():
    assert shares(5, [100, 1, 1], [2, 9, 9]) == [2, 2, 1]
    with pytest.raises(TooMany):
        shares(5, [1, 1], [2, 2])


def test_nothing_to_weigh_is_shared_out_in_order():
    assert shares(0, [0, 0]) == [0, 0]


@pytest.mark.parametrize("near", [209, 300, 460, 1000, 4321, 9999, 45_000, 460_001])
def test_near_every_number_there_is_one_that_gives_the_rate_exactly(near):
    whole = fitting(near, ROUNDED)
    assert whole is not None
    assert abs(whole - near) <= 42
    assert rate(whole - outside(whole, ROUNDED), whole) == ROUNDED


def test_half_is_rounded_up():
    assert rate(97605, 100_000) == Decimal("97.61")
    assert rate(97604, 100_000) == Decimal("97.60")
