"""The file of the catalogue as CSV or XLSX: heading and rows of text, within stated limits."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from tinhso.lib.zip_guard import ZipLimits, ZipRefused, check_zip
from tinhso.onestop.catalogue_cells import COLUMNS, bared, encode, guarded

MOST_ROWS = 5000
MOST_BYTES = 8 * 1024 * 1024
MOST_LETTERS_OF_XLSX = 32_767
LIMITS = ZipLimits(entries=200, unpacked=100_000_000)


class FileRefused(ValueError):
    """The file is no table of procedures or is over its limits; the message says which, for the screen."""


def write_csv(rows: Iterable[dict[str, Any]]) -> bytes:
    """UTF-8 with the mark that Excel wants; cells that look like formulas are neutralised."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    writer.writerows(_cells(values) for values in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(rows: Iterable[dict[str, Any]]) -> bytes:
    """One sheet; every cell is text. Raises FileRefused where a cell is longer than XLSX can hold."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2024, 1, 1)})  # noqa: DTZ001 - the same data, the same bytes
        sheet = book.add_worksheet("Thủ tục")
        sheet.freeze_panes(1, 2)
        bold = book.add_format({"bold": True, "text_wrap": True})
        for column, heading in enumerate(COLUMNS.values()):
            sheet.write_string(0, column, heading, bold)
        for number, values in enumerate(rows, start=1):
            for column, cell in enumerate(_cells(values)):
                if len(cell) > MOST_LETTERS_OF_XLSX:
                    raise FileRefused("Có ô dài hơn mức XLSX chứa được; hãy xuất CSV.")
                sheet.write_string(number, column, cell)
    return out.getvalue()


def _cells(values: dict[str, Any]) -> list[str]:
    return [guarded(cell) for cell in encode(values).values()]


def read_file(content: bytes) -> list[dict[str, str]]:
    """The rows as cells by key; the kind is judged by content. Raises FileRefused."""
    if len(content) > MOST_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")
    table = _xlsx(content) if content.startswith(b"PK") else _csv(content)
    if not table:
        raise FileRefused("Tệp không có dòng nào.")
    headings = [str(cell).strip() for cell in table[0]]
    if missing := [h for h in COLUMNS.values() if h not in headings]:
        raise FileRefused(f"Tệp thiếu cột: {', '.join(missing)}.")
    if len(table) - 1 > MOST_ROWS:
        raise FileRefused(f"Tệp có hơn {MOST_ROWS} dòng.")
    places = {key: headings.index(heading) for key, heading in COLUMNS.items()}
    rows = [{key: _at(line, n) for key, n in places.items()} for line in table[1:]]
    return [row for row in rows if any(row.values())]


def _at(line: list[Any], place: int) -> str:
    value = line[place] if place < len(line) else ""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return bared(str(value)).replace("\x00", "")


def _csv(content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
        head = text.split("\n", 1)[0]
        delimiter = max(",;\t", key=head.count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error) as error:
        raise FileRefused("Tệp không phải XLSX hoặc CSV mã UTF-8.") from error


def _xlsx(content: bytes) -> list[list[Any]]:
    try:
        check_zip(io.BytesIO(content), LIMITS)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return [list(line) for line in book.get_sheet_by_index(0).to_python()]
    except (ZipRefused, CalamineError) as error:
        raise FileRefused("Không đọc được tệp XLSX này.") from error
