"""Tables out of CSV and XLSX files that people made, and into such files; limits, formulas and kinds of cells once for all.

    table = read_table(content, {"code": "Mã", "name": "Tên"})[0]

Columns are found by heading, in any order and whatever their case or accents; a row knows its number as the
spreadsheet shows it.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from tinhso.lib.files.zip_guard import ZipLimits, ZipRefused, check_zip
from tinhso.lib.language.vietnamese import fold

FORMULA = "=+-@\t\r'"
LIMITS = ZipLimits(entries=200, unpacked=400_000_000)
MEGABYTE = 1024 * 1024
MOST_LETTERS_OF_XLSX = 32_767
Sheet = list[list[Any]]


class FileRefused(ValueError):
    """The file is no such table or is over its limits; the message says which, for the screen."""


@dataclass(frozen=True)
class Line:
    """A row: its number as the spreadsheet shows it, and the text of each cell by key."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


def guarded(cell: str) -> str:
    """The cell as a spreadsheet may show it without running it: an apostrophe before what would be a formula."""
    return f"'{cell}" if cell.startswith(tuple(FORMULA)) else cell


def bared(cell: str) -> str:
    """The cell without the apostrophe that `guarded` put in front."""
    return cell[1:] if cell.startswith("'") and cell[1:2] and cell[1] in FORMULA else cell


def read_sheets(content: bytes, *, most_bytes: int) -> dict[str, Sheet]:
    """Every sheet by name; a CSV is one sheet without a name. The kind is judged by content. FileRefused."""
    if len(content) > most_bytes:
        raise FileRefused(f"Tệp lớn hơn {most_bytes // MEGABYTE} MB.")
    return _xlsx(content) if content.startswith(b"PK") else {"": _csv(content)}


def lines_of(
    sheet: Sheet, columns: Mapping[str, str], *, needed: Iterable[str], most_rows: int, name: str = ""
) -> list[Line]:
    """The rows of a sheet that are not empty; FileRefused where a needed column is missing or there are too many."""
    where = f"Trang “{name}”" if name else "Tệp"
    if not sheet:
        raise FileRefused(f"{where} không có dòng nào.")
    headings = [fold(str(cell)) for cell in sheet[0]]
    places = {key: headings.index(fold(text)) for key, text in columns.items() if fold(text) in headings}
    if missing := [columns[key] for key in needed if key not in places]:
        raise FileRefused(f"{where} thiếu cột: {', '.join(missing)}.")
    if len(sheet) - 1 > most_rows:
        raise FileRefused(f"{where} có hơn {most_rows} dòng.")
    rows = [
        Line(number, {key: cell_text(row, place) for key, place in places.items()})
        for number, row in enumerate(sheet[1:], start=2)
    ]
    return [row for row in rows if any(row.cells.values())]


def cell_text(row: Sequence[Any], place: int) -> str:
    """What a cell says: a typed date as 08/03/2024, with its hour where it has one; a whole number without ".0"."""
    value = row[place] if place < len(row) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M:%S}" if value.time().isoformat() != "00:00:00" else f"{value:%d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return bared(str(value)).replace("\x00", "").strip()


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 with the mark that Excel wants; cells that look like formulas are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([guarded(str(cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(sheets: Mapping[str, Sequence[Sequence[str]]], *, frozen_columns: int = 1) -> bytes:
    """Each sheet begins with its headings; every cell is text. FileRefused where a cell is longer than XLSX can hold."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001 - the same data, the same bytes
        bold = book.add_format({"bold": True, "text_wrap": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, frozen_columns)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if len(cell) > MOST_LETTERS_OF_XLSX:
                        raise FileRefused("Có ô dài hơn mức XLSX chứa được; hãy xuất CSV.")
                    sheet.write_string(number, column, guarded(cell), None if number else bold)
    return out.getvalue()


def _csv(content: bytes) -> Sheet:
    try:
        text = content.decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileRefused("Tệp không phải XLSX hoặc CSV mã UTF-8.") from error


def _xlsx(content: bytes) -> dict[str, Sheet]:
    try:
        check_zip(io.BytesIO(content), LIMITS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        # By their true places: calamine leaves out empty rows at the top unless it is told not to.
        return {n: book.get_sheet_by_name(n).to_python(skip_empty_area=False) for n in book.sheet_names}
    except (ZipRefused, CalamineError) as error:
        raise FileRefused("Không đọc được tệp XLSX này.") from error
