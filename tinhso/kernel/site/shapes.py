"""Plain values that the parts of a page are given: a table, a figure, a step, an entry of a timeline."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from django.utils.functional import Promise

from tinhso.lib.files.spreadsheets import guarded

Text = str | Promise
Tone = Literal["ok", "soon", "late", "bronze", ""]


@dataclass(frozen=True)
class Column:
    """A column: its heading, and whether it holds numbers (aligned right)."""

    label: Text
    number: bool = False


@dataclass(frozen=True)
class Cell:
    """A cell with a link, a tag's tone or a second line; a plain string is a cell too."""

    text: Text
    url: str = ""
    tone: Tone | None = None
    small: Text = ""


def _words(cell: Cell | str) -> str:
    return str(cell.text if isinstance(cell, Cell) else cell)


@dataclass(frozen=True)
class Table:
    """A table that turns to cards on a phone. `csv_url` offers the same rows as a file."""

    caption: Text
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | str]]
    csv_url: str = ""

    def first(self, most: int) -> "Table":
        """Its first rows alone; the page leads to the others."""
        return replace(self, rows=self.rows[:most])

    def as_csv(self) -> str:
        """The same rows as CSV with a heading line; what people wrote runs as no formula, numbers stay as they are."""
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow([str(column.label) for column in self.columns])
        writer.writerows(
            [
                words if column.number else guarded(words)
                for column, words in zip(self.columns, map(_words, row), strict=True)
            ]
            for row in self.rows
        )
        return out.getvalue()

    @property
    def labelled_rows(self) -> list[list[tuple[Column, Cell]]]:
        """Each cell with its column, as the template needs it."""
        return [
            [
                (column, cell if isinstance(cell, Cell) else Cell(cell))
                for column, cell in zip(self.columns, row, strict=True)
            ]
            for row in self.rows
        ]


@dataclass(frozen=True)
class Figure:
    """A figure with what it is compared with and the page that re-runs it. `value` is formatted already.

    `trend_ends` are the words of its first and last point; `missing` says that nothing is known of this period.
    """

    title: Text
    value: str
    unit: Text = ""
    compared: Sequence[Text] = ()
    trace_url: str = ""
    trend: Sequence[float] = ()
    trend_title: Text = ""
    trend_ends: tuple[str, ...] = ()
    missing: bool = False


@dataclass(frozen=True)
class Entry:
    """An entry of a timeline, newest first or oldest first as the page decides."""

    title: Text
    at: datetime | None = None
    by: Text = ""
    text: Text = ""
    state: Literal["done", "now", "late"] = "done"
    url: str = ""
    """Where the proof of it is read."""


@dataclass(frozen=True)
class Step:
    """A step of a stepper."""

    label: Text
    state: Literal["done", "now", "next"] = "next"
    note: Text = ""


@dataclass(frozen=True)
class FileRow:
    """A file in a list. `scan` is shown to officers only: a citizen learns no state of the scanner."""

    name: str
    octets: int
    url: str = ""
    scan: Literal["waiting", "clean", "refused"] = "clean"
    note: Text = ""


@dataclass(frozen=True)
class Fact:
    """A pair of a definition list."""

    label: Text
    value: Text
    url: str = ""


@dataclass(frozen=True)
class Tab:
    """A tab, which is a link to its own page."""

    label: Text
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True)
class LiveCounts:
    """Slot: where an open page of officers asks how much waits, an address that answers `{"counts": {key: number}}` with the
    keys of `MenuItem.counts`. Declared once."""

    url_name: str
