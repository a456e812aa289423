"""The records of a delimited file, each with the line it begins on; a stray quote cannot swallow what follows it."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tinhso.lib.tables.dialect import Dialect
from tinhso.lib.tables.quoting import oddity

MOST_LINES_IN_A_CELL = 500
UNCLOSED = "dấu nháy mở mà không đóng, đã đọc như chữ"


@dataclass(frozen=True)
class Record:
    """`line` counts from 1; `oddity` says what was strange about it, such as a quote that was taken for text."""

    line: int
    cells: list[str]
    oddity: str = ""


class Feed:
    """Lines that can be put back, counted; a record that runs on too long is closed by its quote."""

    def __init__(self, lines: Iterable[str], quote: str | None) -> None:
        self.lines = iter(lines)
        self.waiting: deque[str] = deque()
        self.quote = quote
        self.line = 0
        self.lines_read: list[str] = []

    def __iter__(self) -> "Feed":
        return self

    def __next__(self) -> str:
        if self.quote and len(self.lines_read) == MOST_LINES_IN_A_CELL:
            return f"{self.quote}\n"  # not one of theirs, and not counted
        line = self.waiting.popleft() if self.waiting else next(self.lines)
        self.line += 1
        self.lines_read.append(line)
        return line.replace("\0", "")

    def put_back(self) -> None:
        """Give back all lines of this record but the first."""
        back = self.lines_read[1:]
        self.waiting.extendleft(reversed(back))
        self.line -= len(back)
        del self.lines_read[1:]


def records(lines: Iterable[str], dialect: Dialect, width: int | None = None) -> Iterator[Record]:
    """The records; where `width` cells are expected, one of several lines that has another number is read again.

    A quote that is opened and never closed makes a record of many lines: its first line is then read as plain
    text and the reading goes on with the second.
    """
    feed = Feed(lines, dialect.quote)
    reader = csv.reader(feed, **dialect.options())
    while True:
        feed.lines_read.clear()
        first = feed.line + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        if len(feed.lines_read) > 1 and (
            len(feed.lines_read) >= MOST_LINES_IN_A_CELL or _wrong(cells, width)
        ):
            feed.put_back()
            yield Record(first, _plain(feed.lines_read[0], dialect), UNCLOSED)
        else:
            yield Record(first, cells, oddity("".join(feed.lines_read), cells, dialect))


def _wrong(cells: list[str], width: int | None) -> bool:
    return width is not None and len(cells) != width


def _plain(line: str, dialect: Dialect) -> list[str]:
    """The cells of one line when its quotes are letters; a pair around a whole cell is still taken off."""
    quote, options = dialect.quote or "", {**dialect.options(), "quoting": csv.QUOTE_NONE, "quotechar": None}
    cells = next(csv.reader([line.rstrip("\r\n")], **options), [])
    return [cell[1:-1] if len(cell) > 1 and cell[0] == quote == cell[-1] else cell for cell in cells]
