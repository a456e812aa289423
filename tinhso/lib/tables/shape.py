"""Where in a file the table stands: what comes before it, its heading, its width, and whether there are others."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tinhso.lib.language.vietnamese import fold
from tinhso.lib.tables.heading import heading_of
from tinhso.lib.tables.rows import Record

RUN = 2  # so many rows alike in a line are a table
LEAST_TITLED = 3  # cells in a row, of which a title fills one
MOST_IN_TITLE = 2
LEAST_NAMES = 2  # names in a row that is shorter than the rows below it


@dataclass(frozen=True)
class Shape:
    """`first` is the line of the first record of the table, `heading` the names of its columns or nothing.

    `tables` counts the tables of other widths that were seen in the sample; `heading_ends` is the last line of a heading
    that takes more than one, of several rows or of cells with line breaks.
    """

    width: int
    first: int
    heading: tuple[str, ...]
    tables: int = 1
    heading_ends: int = 0

    @property
    def body(self) -> int:
        """The line on which the rows begin."""
        return max(self.heading_ends, self.first - 1 + bool(self.heading)) + 1

    @property
    def is_one_line(self) -> bool:
        """Whether the heading takes one line at most."""
        return not self.heading_ends


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
    heading, ends = headed(table, rows)
    above = _ragged_heading(rows, table) if not heading else None
    widths = {width}
    if above:
        heading, ends = above[1], (table[0].line - 1) * (table[0].line - 1 > above[0].line)
        width, table = len(heading), [above[0], *table]
        widths.add(width)
    others = {len(rows[a].cells) for a, b in runs if b - a > RUN and len(rows[a].cells) > 1} - widths
    return Shape(width, table[0].line, heading, 1 + len(others), ends)


def _without_title(table: Sequence[Record]) -> Sequence[Record]:
    """Without the first rows that hold one cell only: a title above the heading, filled up with delimiters.

    One of two cells, or in a table of two columns, is a title where an empty line parts it from a fuller row; two names
    above rows that have no names themselves are those names.
    """
    for place, (record, below) in enumerate(pairwise(table)):
        one = _filled(record) == 1 and len(record.cells) >= LEAST_TITLED
        few = _filled(record) <= MOST_IN_TITLE and _is_parted(record, below)
        if (
            few
            and _filled(record) == LEAST_NAMES < len(record.cells)
            and not heading_of(table[place + 1 :], 1)[1]
        ):
            few = False
        if not one and not few:
            return table[place:]
    return table


def _is_parted(record: Record, below: Record) -> bool:
    """Whether an empty line stands between a row and the next, which fills its columns."""
    height = 1 + max(cell.count("\n") for cell in record.cells)
    fuller = _filled(below) > max(_filled(record) * 2, len(below.cells) / 2)
    return below.line > record.line + height and (
        fuller or _filled(record) < _filled(below) == len(below.cells)
    )


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _ragged_heading(rows: Sequence[Record], table: Sequence[Record]) -> tuple[Record, tuple[str, ...]] | None:
    """The record right above a table without names, where rows alone end with a delimiter, or leave their last cells out.

    Its names come filled up to the width of the table, which they may exceed; None where they are none.
    """
    place = next(n for n, record in enumerate(rows) if record.line == table[0].line)
    if not place:
        return None
    above, width = rows[place - 1], len(table[0].cells)
    cells = list(above.cells)
    while cells and not cells[-1].strip():
        cells.pop()
    least, most = max(width / 2, LEAST_NAMES), width * 3 / 2
    if not least <= len(cells) <= most or not all(cell.strip() for cell in cells):
        return None
    wide = max(width, len(cells))
    named, *below = (
        Record(r.line, (r.cells + [""] * wide)[:wide]) for r in [Record(above.line, cells), *table]
    )
    heading, levels = heading_of([named, *below], 1)
    return (above, heading) if levels == 1 else None


def _runs(rows: Sequence[Record]) -> list[tuple[int, int]]:
    """Stretches of rows with the same number of cells, as half-open index pairs."""
    found, start = [], 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or len(rows[i].cells) != len(rows[start].cells):
            found.append((start, i))
            start = i
    return found


def headed(table: Sequence[Record], rows: Sequence[Record]) -> tuple[tuple[str, ...], int]:
    """The names of the columns, and the last line of their heading where it takes more than one (else 0).

    `rows` are all records that hold something: what stands between two rows of the table is no part of its heading.
    """
    after = [record.line for record in rows if record.line >= table[0].line]
    together = next(
        (n for n, (r, line) in enumerate(zip(table, after, strict=False)) if r.line != line), len(table)
    )
    heading, levels = heading_of(table, together)
    if not levels:
        return (), 0
    ends = after[levels] - 1 if levels < len(after) else table[-1].line
    return heading, ends if ends > table[0].line else 0


def sheet_shape(head: Sequence[Record]) -> Shape:
    """The table of a spreadsheet, which is a rectangle: empty cells at the end of a row belong to it.

    A row above it holds few cells: a title, a unit, the names of two agencies side by side.
    """
    filled = {record.line: [bool(cell.strip()) for cell in record.cells] for record in head}
    rows = [record for record in head if sum(filled[record.line]) > 1]
    if not rows:
        one = [record for record in head if any(filled[record.line])]
        return shape_of([Record(r.line, [next(c for c in r.cells if c.strip())]) for r in one])
    often: Counter[int] = Counter()
    for record in rows:
        often.update(place for place, full in enumerate(filled[record.line]) if full)
    usual = sorted(sum(filled[record.line]) for record in rows)[len(rows) // 2]
    start = next(n for n, r in enumerate(rows) if sum(filled[r.line]) >= max(2, usual / 2))
    while start and _completes(rows[start - 1], rows[start]):
        start -= 1
    top = max((place for place, cell in enumerate(rows[start].cells) if cell.strip()), default=0)
    width = 1 + max([top, *(place for place, count in often.items() if count > 1)])
    table = [Record(r.line, (r.cells + [""] * width)[:width]) for r in rows[start:]]
    heading, ends = headed(table, [r for r in head if any(filled[r.line])])
    return Shape(width, table[0].line, heading, 1, ends)


def _completes(above: Record, row: Record) -> bool:
    """Whether the row right above names columns that this one leaves open: the upper half of a merged heading."""
    gaps = (upper.strip() and not lower.strip() for upper, lower in zip(above.cells, row.cells, strict=False))
    return above.line == row.line - 1 and any(gaps)


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
