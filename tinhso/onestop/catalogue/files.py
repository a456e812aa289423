"""The file of the catalogue as CSV or XLSX: heading and rows of text, within stated limits."""

from collections.abc import Iterable
from typing import Any

from tinhso.lib.files import spreadsheets
from tinhso.lib.files.spreadsheets import MEGABYTE, FileRefused
from tinhso.onestop.catalogue.cells import COLUMNS, encode

__all__ = ["FileRefused", "read_file", "write_csv", "write_xlsx"]
MOST_ROWS = 5000
MOST_BYTES = 8 * MEGABYTE


def write_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with the mark that Excel wants; cells that look like formulas are neutralised."""
    return spreadsheets.write_csv([*COLUMNS.values()], (_cells(values) for values in rows))


def write_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """One sheet; every cell is text. Raises FileRefused where a cell is longer than XLSX can hold."""
    table = [[*COLUMNS.values()], *(_cells(values) for values in rows)]
    return spreadsheets.write_xlsx({"Thủ tục": table}, frozen_columns=2)


def _cells(values: dict[str, Any]) -> list[str]:
    return [*encode(values).values()]


def read_file(content: bytes) -> list[dict[str, str]]:
    """The rows as cells by key; the kind is judged by content. Raises FileRefused."""
    sheets = spreadsheets.read_sheets(content, most_bytes=MOST_BYTES)
    first = next(iter(sheets.values()), [])
    lines = spreadsheets.lines_of(first, COLUMNS, needed=COLUMNS, most_rows=MOST_ROWS)
    return [line.cells for line in lines]
