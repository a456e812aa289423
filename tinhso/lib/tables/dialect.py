"""Which character parts the cells and which one quotes them, judged over the first lines of a file.

Every candidate is tried. A good one cuts most lines into the same number of cells (more than one), and into cells
that a reader knows: numbers, dates, words. Method: G. van den Burg et al., "Wrangling messy CSV files by detecting
row and type patterns" (2019); the code is ours.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.lib.tables.values import is_telling

DELIMITERS = (",", ";", "\t", "|", ":", "~", "^", " ", "#", "*", "&", "$", "\x1f")
QUOTES = ('"', "'", None)
MOST_LINES = 200
LEAST_PATTERN = 0.001
ONE_COLUMN = 0.2  # a table of one column has no delimiter that could speak for it
# Between equals the usual one is meant.
LIKELY = {",": 1.0, ";": 1.0, "\t": 1.0, "|": 0.98, ":": 0.6, " ": 0.4}
UNLIKELY = 0.8
csv.field_size_limit(1 << 24)


@dataclass(frozen=True)
class Dialect:
    """`delimiter` is empty for a table of one column; `quote` and `escape` are None where the file has none."""

    delimiter: str
    quote: str | None = None
    escape: str | None = None
    skip_space: bool = False

    @property
    def is_standard(self) -> bool:
        return self.quote == '"' and self.escape is None and not self.skip_space and self.delimiter in ",;\t|"

    def options(self) -> dict[str, Any]:
        """The words of Python's csv.reader for this dialect."""
        return {
            "delimiter": self.delimiter or "\x1e",
            "quotechar": self.quote or None,
            "quoting": csv.QUOTE_MINIMAL if self.quote else csv.QUOTE_NONE,
            "escapechar": self.escape,
            "doublequote": True,  # also beside an escape: files of several hands have both
            "skipinitialspace": self.skip_space,
        }


def dialect_of(head: Sequence[str]) -> Dialect:
    """The dialect in which the first lines make the best table."""
    head = [line for line in head if line.strip()][:MOST_LINES]
    text = "".join(head)
    found = [Dialect("", '"' if '"' in text else None)]
    for delimiter in DELIMITERS:
        if delimiter in text:
            found += _quoted(text, delimiter)
    best = max(found, key=lambda dialect: score(head, dialect))
    # A file without any quote may still get one further down.
    usual = best.quote is None and '"' not in text
    return Dialect(best.delimiter, '"', None, best.skip_space) if usual else best


def dialect_by(head: Sequence[str], delimiter: str) -> Dialect:
    """The best dialect with this delimiter; an empty one makes one column."""
    text = "".join(head)
    found = _quoted(text, delimiter)
    best = max(
        found, key=lambda dialect: score([line for line in head if line.strip()][:MOST_LINES], dialect)
    )
    return Dialect(delimiter, '"', None, best.skip_space) if best.quote is None and '"' not in text else best


def _quoted(text: str, delimiter: str) -> list[Dialect]:
    """The candidates with this delimiter; where a backslash stands before a quote, it may escape it or be a letter."""
    found: list[Dialect] = []
    for quote in QUOTES:
        if quote is None or quote in text:
            escapes: list[str | None] = [None]
            if quote and f"\\{quote}" in text:
                escapes = [None, "\\"] if quote * 2 in text else ["\\"]
            space = _spaced(text, delimiter, quote)
            found += [Dialect(delimiter, quote, escape, space) for escape in escapes]
    return found


def _spaced(text: str, delimiter: str, quote: str | None) -> bool:
    """`"a", "b"`: a space after the delimiter belongs to neither cell."""
    return bool(quote) and delimiter != " " and f"{delimiter} {quote}" in text


def score(head: Sequence[str], dialect: Dialect) -> float:
    """How well these lines make a table: the sameness of rows times the share of telling cells."""
    rows, sound = _rows(head, dialect)
    if not rows:
        return 0.0
    widths = Counter(len(row) for row in rows)
    least = LEAST_PATTERN if dialect.delimiter else ONE_COLUMN
    pattern = sum(n * max(least, (width - 1) / width) for width, n in widths.items()) / len(widths)
    cells = [cell for row in rows for cell in row]
    telling = sum(sound and _is_long(cell) or is_telling(cell) for cell in cells) / len(cells)
    torn = sum(_torn(cell, dialect) for cell in cells) / len(cells)
    swallowed = 0.0 if sound else sum(map(_is_long, cells)) / len(cells)
    likely = LIKELY.get(dialect.delimiter, UNLIKELY) if dialect.delimiter else 1.0
    return pattern * max(telling, 0.05) * (1 - torn) * (1 - min(swallowed, 0.9)) * likely


def _rows(head: Sequence[str], dialect: Dialect) -> tuple[list[list[str]], bool]:
    """The rows, and whether every cell over several lines is quoted as RFC 4180 has it: then its lines belong together.

    A last row that the sample cuts in two is left out.
    """
    reader = csv.reader(head, **dialect.options())
    rows: list[list[str]] = []
    sound, before = True, 0
    for row in reader:
        consumed, before = head[before : reader.line_num], reader.line_num
        if len(consumed) > 1 and not _is_closed(consumed, dialect):
            if before == len(head) == MOST_LINES and rows and sound:
                break
            sound = False
        rows += [row] if row else []
    return rows, sound


def _is_closed(lines: Sequence[str], dialect: Dialect) -> bool:
    try:
        return len(list(csv.reader(lines, **dialect.options(), strict=True))) == 1
    except csv.Error:
        return False


def _is_long(cell: str) -> bool:
    return "\n" in cell or "\r" in cell


def _torn(cell: str, dialect: Dialect) -> bool:
    """A quote that opens or closes nothing: the sign of a wrong quote or delimiter."""
    text = cell.strip()
    return any(
        (text.startswith(quote) or text.endswith(quote)) and not (dialect.quote == quote and len(text) > 2)
        for quote in '"'
    ) and bool(text)
