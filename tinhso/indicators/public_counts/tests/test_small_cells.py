"""Whoever solves a table by its sums learns no small number of people: each hidden one may be anything up to five at least."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tinhso.indicators.public_counts.small_cells import SMALLEST, hidden, hidden_rows, is_small

Column = list[int]


def solved(column: Sequence[int], hidden_places: set[int], whole: int) -> tuple[int, int]:
    """Between which numbers a hidden cell of this column lies for a reader who knows the sum and what is shown.

    Only cells that are not empty are hidden, so each other one is at least one.
    """
    rest = whole - sum(count for row, count in enumerate(column) if row not in hidden_places)
    others = len(hidden_places) - 1
    return (1, rest - others) if others else (rest, rest)


def tables(columns: int) -> st.SearchStrategy[list[Column]]:
    counts = st.one_of(st.integers(0, 6), st.integers(0, 5000))
    return st.integers(1, 9).flatmap(
        lambda rows: st.lists(
            st.lists(counts, min_size=rows, max_size=rows), min_size=columns, max_size=columns
        )
    )


def check(column: Column, hidden_places: set[int]) -> None:
    small = {row for row, count in enumerate(column) if is_small(count)}
    assert small <= hidden_places
    if not small or len(hidden_places) == len(column):
        return
    least, most = solved(column, hidden_places, sum(column))
    assert least < SMALLEST <= most


@given(tables(1))
def test_no_small_number_comes_back_from_the_sum_of_its_column(table):
    check(table[0], hidden(table[0]))


@given(tables(2))
def test_nor_from_columns_that_add_up(table):
    """Received = settled + open: with a row hidden in one column and shown in two, subtraction gives it back."""
    settled, still_open = table
    received = [a + b for a, b in zip(settled, still_open, strict=True)]
    hidden_places = hidden_rows([received, settled, still_open])
    for column in (received, settled, still_open):
        check(column, hidden_places)


@pytest.mark.parametrize(
    ("counts", "hidden_places"),
    [
        ([40, 3, 12], {1, 2}),
        ([1, 1, 40, 12], {0, 1, 3}),  # 54 - 52 = 2: two ones, told by the sum alone
        ([3, 0, 40], {0, 2}),  # an empty one hides nothing
        ([4, 3, 40], {0, 1}),
        ([7, 0, 12], set()),
        ([2], {0}),
        ([2, 0], {0, 1}),
    ],
)
def test_what_is_hidden(counts, hidden_places):
    assert hidden(counts) == hidden_places


def test_a_table_without_small_numbers_hides_nothing():
    assert hidden_rows([[5, 0, 70], [0, 0, 12]]) == set()
    assert hidden_rows([]) == set()
