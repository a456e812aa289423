"""Where in a file the table stands: what comes before it, its heading, its width, and whether there are others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables.rows import Record
from tinhso.lib.tables.values import FORMS, is_missing

RUN = 2  # so many rows alike in a line are a table
LONGEST_HEADING = 200
LEAST_TITLED = 3  # cells in a row, of which a title fills one


@dataclass(frozen=True)
class Shape:
    """`first` is the line of the first record of the table, `heading` the cells of its heading or nothing.

    `tables` counts the tables of other widths that were seen in the sample.
    """

    width: int
    first: int
    heading: tuple[str, ...]
    tables: int = 1


def shape_of(head: Sequence[Record]) -> Shape:
    """The largest table among the first records: most rows of one width, without the empty ones."""
    rows = [record for record in head if any(cell.strip() for cell in record.cells)]
    if not rows:
        return Shape(0, 1, ())
    runs = _runs(rows)
    weight: Counter[int] = Counter()
    for start, end in runs:
        weight[len(rows[start].cells)] += end - start
    width = max(weight, key=lambda w: (weight[w] * (w > 1), weight[w], w))
    start = next(start for start, _ in runs if len(rows[start].cells) == width)
    table = _without_title([row for row in rows[start:] if len(row.cells) == width])
    heading = _heading(table)
    others = {len(rows[a].cells) for a, b in runs if b - a > RUN and len(rows[a].cells) > 1} - {width}
    return Shape(width, table[0].line, heading, 1 + len(others))


def _without_title(table: Sequence[Record]) -> Sequence[Record]:
    """Without the first rows that hold one cell only: a title above the heading, filled up with delimiters."""
    for place, record in enumerate(table[:-1]):
        if len(record.cells) < LEAST_TITLED or sum(bool(cell.strip()) for cell in record.cells) > 1:
            return table[place:]
    return table


def _runs(rows: Sequence[Record]) -> list[tuple[int, int]]:
    """Stretches of rows with the same number of cells, as half-open index pairs."""
    found, start = [], 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or len(rows[i].cells) != len(rows[start].cells):
            found.append((start, i))
            start = i
    return found


def _heading(table: Sequence[Record]) -> tuple[str, ...]:
    """The first row, when it reads like names and not like the rows below it."""
    first, rest = table[0].cells, [record.cells for record in table[1:]]
    names = [cell.strip() for cell in first]
    if any(len(name) > LONGEST_HEADING or "\n" in name for name in names):
        return ()
    filled = [name for name in names if name]
    if not filled or any(_is_value(name) for name in filled):
        return () if not _years(filled) else tuple(names)
    if len(set(filled)) == len(filled) or not rest:
        return tuple(names)
    return (
        tuple(names)
        if any(_differs(column, name) for name, *column in zip(names, *rest, strict=False))
        else ()
    )


def _is_value(text: str) -> bool:
    return any(form.pattern.match(text) for form in FORMS)


def _years(names: Sequence[str]) -> bool:
    """A heading such as "Chỉ tiêu; 2021; 2022; 2023" holds years and at least one word."""
    values = [name for name in names if _is_value(name)]
    years = all(name.isdecimal() and 1900 <= int(name) <= 2100 for name in values)
    return years and len(values) < len(names) and len(set(names)) == len(names)


def _differs(column: Sequence[str], name: str) -> bool:
    filled = [cell for cell in column if not is_missing(cell)]
    return bool(filled) and all(_is_value(cell) for cell in filled) and not _is_value(name)


def column_names(heading: Sequence[str], width: int) -> tuple[str, ...]:
    """Names for the machine, in order: folded, in ASCII, each once; "Tỷ lệ (%)" is ty_le."""
    names: list[str] = []
    for place in range(width):
        text = heading[place] if place < len(heading) else ""
        name = (
            fold(text).encode("ascii", "ignore").decode().strip().replace(" ", "_")[:60] or f"cot_{place + 1}"
        )
        name = f"c_{name}" if name[0].isdigit() else name
        spare, tried = name, 2
        while name in names:
            name, tried = f"{spare}_{tried}", tried + 1
        names.append(name)
    return tuple(names)
