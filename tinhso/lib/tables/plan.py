"""How a delimited file will be read, found by looking at its beginning and at twenty places further on."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from tinhso.lib.numbers import vn_number
from tinhso.lib.tables.columns import Column, column_of, with_writing
from tinhso.lib.tables.dialect import Dialect, dialect_by, dialect_of
from tinhso.lib.tables.encodings import Encoding, encoding_of, lines, sample_of
from tinhso.lib.tables.heading import joined
from tinhso.lib.tables.rows import Record, records
from tinhso.lib.tables.shape import Shape, column_names, shape_of

HEAD_LINES = 1000
MOST_COLUMNS = 2000
PLACES = 20
PIECE = 1 << 14
SEP = re.compile(r"\ufeff?sep=(.)\s*$", re.IGNORECASE)
"""The first line by which Excel is told the delimiter; it is no part of the table."""


class NoTable(ValueError):
    """The file holds no rows; the message is a Vietnamese sentence."""


@dataclass(frozen=True)
class Plan:
    """Everything that was decided about a file before reading it; a publisher may change any part of it."""

    encoding: Encoding
    dialect: Dialect
    shape: Shape
    columns: tuple[Column, ...]
    skip: tuple[tuple[int, int], ...] = ()

    def skips(self, line: int) -> bool:
        """Whether the publisher said that this line is none of the table."""
        return is_within(line, self.skip)

    @property
    def notes(self) -> list[str]:
        """What the publisher should know of the choices, one sentence each."""
        notes = [
            f"Cột “{column.heading or column.name}”: {column.note}" for column in self.columns if column.note
        ]
        if not self.encoding.sure:
            notes.append("Không chắc bảng mã của tệp; đã đọc theo Windows-1252.")
        elif self.encoding.mend:
            notes.append(f"Tệp dùng bảng mã {self.encoding.name}, đã chuyển sang Unicode.")
        if not self.shape.heading:
            notes.append("Tệp không có dòng tiêu đề; tên cột được đặt là cot_1, cot_2, …")
        if self.shape.heading_ends > self.shape.first:
            notes.append(f"Tiêu đề chiếm các dòng {self.shape.first} đến {self.shape.heading_ends} của tệp.")
        if self.shape.heading and not self.shape.heading[-1]:
            notes.append(SHORT_HEADING)
        if self.shape.tables > 1:
            notes.append(
                f"Tệp có {self.shape.tables} bảng; chỉ đọc bảng lớn nhất, bắt đầu từ dòng {self.shape.first}."
            )
        return notes

    @property
    def scales(self) -> list[int | None]:
        """The decimals of each column."""
        return [column.scale for column in self.columns]

    def as_text(self, names: frozenset[str]) -> "Plan":
        """The same plan with these columns left as they are written."""
        columns = (
            replace(c, form="", note=TOO_MIXED, other="", scale=None, written="") if c.name in names else c
            for c in self.columns
        )
        return replace(self, columns=tuple(columns))

    def with_strangers(self, strangers: Collection[str], mixed: frozenset[str]) -> "Plan":
        """The plan for another try, after cells of these columns could not be read: first their decimals may differ, then
        those that are `mixed` are text. The same plan where nothing is left to try."""
        columns = tuple(replace(c, scale=None) if c.name in strangers else c for c in self.columns)
        return replace(self, columns=columns) if columns != self.columns else self.as_text(mixed)


SHORT_HEADING = "Cột cuối không có tên; xin xem tên các cột đã đúng chỗ chưa."
TOO_MIXED = "Nhiều ô không cùng một dạng; để nguyên dạng chữ."


@dataclass(frozen=True)
class Wish:
    """What a publisher says about a file against what would be found; None leaves it to us.

    `first` is the line of the heading (or of the first row), `heading_ends` the last line of one of several rows; an empty
    `quote` is none. `forms` maps machine names of columns to names of forms; `against` are forms that no column has (the
    other decimal sign, the other order of days); `skip` are lines, from and to, that are none of the table.
    """

    encoding: Encoding | None = None
    delimiter: str | None = None
    first: int | None = None
    heading: bool | None = None
    forms: tuple[tuple[str, str], ...] = ()
    quote: str | None = None
    heading_ends: int | None = None
    against: frozenset[str] = frozenset()
    skip: tuple[tuple[int, int], ...] = ()

    def on(self, columns: tuple[Column, ...]) -> tuple[Column, ...]:
        """The columns with the wished forms; an empty form is text."""
        forms = dict(self.forms)
        return tuple(
            replace(c, form=forms[c.name], note="", other="") if c.name in forms else c for c in columns
        )

    def of_table(self, found: Iterable[Record], first: int | None) -> list[Record]:
        """The records from the first line on, without those that are none of the table."""
        return [r for r in found if (first is None or r.line >= first) and not is_within(r.line, self.skip)]

    def shaped(self, shape: Shape, whole: Sequence[Record]) -> Shape:
        """The shape with the heading as the publisher says: none, the first record, or all down to `heading_ends`."""
        if self.heading is False:
            return replace(shape, heading=(), heading_ends=0)
        if not self.heading or self.first is None:
            return shape
        ends = max(self.heading_ends or 0, self.first)
        levels = [r.cells for r in whole if self.first <= r.line <= ends and any(c.strip() for c in r.cells)]
        if not levels:
            raise NoTable(f"Dòng {self.first} trống nên không làm tiêu đề được.")
        width = shape.width
        names = joined([(list(row) + [""] * width)[:width] for row in levels])
        return replace(shape, first=self.first, heading=names, heading_ends=ends * (ends > self.first))


NOTHING = Wish()


def survey(path: Path, wish: Wish = NOTHING) -> Plan:
    """Look at a delimited file. Raises NoTable for one without rows."""
    sample = sample_of(path)
    encoding = wish.encoding or encoding_of(sample)
    head = list(islice(lines(sample, encoding), HEAD_LINES))
    if len(sample) < path.stat().st_size and len(head) < HEAD_LINES and len(head) > 1:
        head.pop()  # the sample may end within a line
    if not any(line.strip() for line in head):
        raise NoTable("Tệp không có dòng dữ liệu nào.")
    hint = SEP.match(head[0])
    delimiter = hint[1] if hint and wish.delimiter is None else wish.delimiter
    body = head[1:] if hint else head
    dialect = dialect_of(body) if delimiter is None else dialect_by(body, delimiter)
    if wish.quote is not None:
        dialect = replace(dialect, quote=wish.quote or None, escape=None)
    first = max(wish.first or 1, 2) if hint else wish.first
    whole = wish.of_table(records(head, dialect), first)
    shape = wish.shaped(shape_of(whole), whole)
    check_width(shape.width)
    found = [r for r in wish.of_table(records(head, dialect, shape.width), first) if r.line >= shape.body]
    rows: list[Sequence[str]] = list(_filled_up(found, shape.width))
    rows = [row for row in rows if tuple(row) != shape.heading]
    # what a place in the middle cuts in two looks like a short row: it counts only where the first rows are short too
    shortest = min((len(r.cells) for r in found if is_row(len(r.cells), shape.width)), default=shape.width)
    further = [r for r in _further(path, encoding, dialect) if len(r.cells) >= shortest]
    rows += _filled_up(further, shape.width)
    return Plan(encoding, dialect, shape, typed_columns(shape, rows, wish), wish.skip)


def check_width(width: int) -> None:
    """Raises NoTable for a table that is wider than any that we take."""
    if width > MOST_COLUMNS:
        raise NoTable(f"Tệp có {vn_number(width)} cột; chỉ nhận bảng tới {vn_number(MOST_COLUMNS)} cột.")


def is_within(line: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low <= line <= high for low, high in spans)


def columns_of(
    shape: Shape, rows: Sequence[Sequence[str]], against: frozenset[str] = frozenset()
) -> tuple[Column, ...]:
    names = column_names(shape.heading, shape.width)
    headings = shape.heading or ("",) * shape.width
    return tuple(
        column_of(name, heading.strip(), [row[place] for row in rows], against)
        for place, (name, heading) in enumerate(zip(names, headings, strict=True))
    )


def typed_columns(shape: Shape, rows: Sequence[Sequence[str]], wish: Wish) -> tuple[Column, ...]:
    """The columns as found, with the forms that the publisher wishes and the writing that their cells have."""
    columns = wish.on(columns_of(shape, rows, wish.against))
    return tuple(with_writing(column, [row[place] for row in rows]) for place, column in enumerate(columns))


def _filled_up(found: Iterable[Record], width: int) -> Iterator[Sequence[str]]:
    """The rows of the table; one that leaves its last cells out has them empty, as when it is read."""
    for record in found:
        if is_row(len(record.cells), width):
            yield record.cells + [""] * (width - len(record.cells))


def is_row(cells: int, width: int) -> bool:
    """Whether so many cells make a row of a table of that width: all of them, or more than the first half."""
    return cells == width or max(2, width / 2) <= cells < width


def _further(path: Path, encoding: Encoding, dialect: Dialect) -> Iterator[Record]:
    """Rows from twenty places of a large file; the first and last line of a piece may be cut and are left out."""
    size = path.stat().st_size
    if size < PIECE * PLACES or encoding.codec.startswith("utf-16"):
        return
    with path.open("rb") as stream:
        for place in range(1, PLACES + 1):
            stream.seek(size * place // (PLACES + 1))
            piece = list(lines(stream.read(PIECE), encoding))[1:-1]
            yield from records(piece, dialect)


def head_records(rows: Sequence[Sequence[str]]) -> list[Record]:
    """Rows of a spreadsheet as records, the row number being the line."""
    return [Record(number, list(row)) for number, row in enumerate(rows, 1)]
