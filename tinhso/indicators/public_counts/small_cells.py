"""Small counts may point at a person: which of them the public is not shown.

Hiding them alone is no use where the whole stands beside: the rest of the sum is the hidden number. So others are hidden along
with them (complementary suppression), until whoever solves the table by its sums still finds for each of them every number from
one to at least `SMALLEST`.
"""

from collections.abc import Collection, Sequence

SMALLEST = 5
LENGTHS = (1, 3, 6, 12)  # months: of each length several make one of a longer one


def hidden(counts: Sequence[int]) -> set[int]:
    """The places of one column to hide."""
    return hidden_rows([counts])


def hidden_rows(columns: Sequence[Sequence[int]], also: Collection[int] = ()) -> set[int]:
    """The rows to hide in every one of these columns of counts of people; `also` are hidden anyhow.

    Columns of one table often add up (received = settled + open), so a row hidden in one is hidden in all: then nothing
    of it is left to subtract from.
    """
    rows = range(len(columns[0])) if columns else range(0)
    hidden_rows_now = set(also) | {row for column in columns for row in rows if is_small(column[row])}
    while (bare := next((one for one in columns if lies_bare(one, hidden_rows_now)), None)) is not None:
        hidden_rows_now |= _more(bare, hidden_rows_now)
    return hidden_rows_now


def is_small(count: int) -> bool:
    return 0 < count < SMALLEST


def lies_bare(column: Sequence[int], hidden_places: set[int]) -> bool:
    """Whether the sum of what is hidden in this column, which anybody can work out, tells too much of a small one in it.

    Each hidden one is at least one: of a sum `s` over `k` of them none is more than `s - (k - 1)`.
    """
    if len(hidden_places) == len(column) or not any(is_small(column[row]) for row in hidden_places):
        return False
    return (
        len(hidden_places) < 2
        or sum(column[row] for row in hidden_places) - (len(hidden_places) - 1) < SMALLEST
    )


def _more(column: Sequence[int], hidden_places: set[int]) -> set[int]:
    """The next row to hide: the smallest that is shown and not empty; where there is none, all."""
    shown = [row for row in range(len(column)) if row not in hidden_places]
    nonempty = [row for row in shown if column[row]]
    return {min(nonempty, key=lambda row: column[row])} if nonempty else set(shown)


def finest(months: Sequence[int]) -> int | None:
    """How many months the shortest periods have of which the twelve of a year can be told: each kind wholly or not at
    all, so that no difference of what is told is a small number. None: not even the year."""
    return next((length for length in LENGTHS if not any(map(is_small, sums_of(months, length)))), None)


def sums_of(months: Sequence[int], length: int) -> list[int]:
    return [sum(months[start : start + length]) for start in range(0, len(months), length)]


def hidden_all_year(rows: Sequence[Sequence[int]], length: int) -> set[int]:
    """The rows of a table (each the twelve months of a year) to hide in all periods of that length."""
    return hidden_in_tables([rows], length)


def hidden_in_tables(
    tables: Sequence[Sequence[Sequence[int]]], length: int, also: Collection[int] = ()
) -> set[int]:
    """The rows to hide in all of these tables, which have the same ones; a row of one number is told for itself.

    What is hidden in longer periods is hidden in shorter ones too, and what is small in one in all that are as long: so
    neither the sum of a table nor the sum of a year gives it back. `also` is shown nowhere, such as what is left of a sum.
    """
    hidden_places = set(also)
    for one in reversed(LENGTHS):
        if one >= length:
            columns = (zip(*(sums_of(row, one) for row in rows), strict=True) for rows in tables)
            hidden_places = hidden_rows([column for table in columns for column in table], hidden_places)
    return hidden_places
