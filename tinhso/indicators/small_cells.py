"""Small counts may point at a person: which of them the public is not shown.

Hiding them alone is no use where the whole stands beside: the rest of the sum is the hidden number. So others are hidden along
with them (complementary suppression), until whoever solves the table by its sums still finds for each of them every number from
one to at least `SMALLEST`.
"""

from collections.abc import Sequence

SMALLEST = 5


def hidden(counts: Sequence[int]) -> set[int]:
    """The places of one column to hide."""
    return hidden_rows([counts])


def hidden_rows(columns: Sequence[Sequence[int]]) -> set[int]:
    """The rows to hide in every one of these columns of counts of people.

    Columns of one table often add up (received = settled + open), so a row hidden in one is hidden in all: then nothing
    of it is left to subtract from.
    """
    rows = range(len(columns[0])) if columns else range(0)
    gone = {row for column in columns for row in rows if is_small(column[row])}
    while (bare := next((one for one in columns if _lies_bare(one, gone)), None)) is not None:
        gone |= _more(bare, gone)
    return gone


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def _lies_bare(column: Sequence[int], gone: set[int]) -> bool:
    """Whether the sum of what is hidden in this column, which anybody can work out, tells too much of a small one in it.

    Each hidden one is at least one: of a sum `s` over `k` of them none is more than `s - (k - 1)`.
    """
    if len(gone) == len(column) or not any(is_small(column[row]) for row in gone):
        return False
    return len(gone) < 2 or sum(column[row] for row in gone) - (len(gone) - 1) < SMALLEST


def _more(column: Sequence[int], gone: set[int]) -> set[int]:
    """The next row to hide: the smallest that is shown and not empty; where there is none, all."""
    shown = [row for row in range(len(column)) if row not in gone]
    counted = [row for row in shown if column[row]]
    return {min(counted, key=lambda row: column[row])} if counted else set(shown)
