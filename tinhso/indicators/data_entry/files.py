"""A report as CSV or XLSX: one line a cell, out as template or with its numbers, in with each bad row named."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook

from tinhso.indicators.data_entry.table import Cell, Key, as_typed
from tinhso.indicators.typed_fields.numbers import NotANumber, check_number, read_number
from tinhso.lib.files.zip_guard import ZipLimits, ZipRefused, check_zip

HEADINGS = ("Mã ô", "Chỉ số", "Đơn vị tính", "Giá trị", "Kỳ trước", "Cùng kỳ năm trước", "Ghi chú")
KEY, VALUE = HEADINGS[0], HEADINGS[3]
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 5000
LIMITS = ZipLimits(entries=200, unpacked=50_000_000)
FORMULA = ("=", "+", "@", "\t", "\r")


class FileRefused(ValueError):
    """The file is no table of this report or is over its limits; the message says which."""


@dataclass
class FileCheck:
    """The dry run: numbers that can be written, and (row, cell, reason) of each bad row."""

    numbers: dict[Key, Decimal | None] = field(default_factory=dict)
    bad: list[tuple[int, str, str]] = field(default_factory=list)


def write_csv(cells: Iterable[Cell], note: str = "") -> bytes:
    """UTF-8 with the mark that Excel wants; `note` says in every line what kind of data these are."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    writer.writerows([_safe(text) for text in (*_line(cell), note)] for cell in cells)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(cells: Iterable[Cell], note: str = "") -> bytes:
    """One sheet; numbers are numbers, so that the spreadsheet can add them up."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2024, 1, 1), "comments": note})  # noqa: DTZ001 - same data, same bytes
        sheet, bold = book.add_worksheet("Báo cáo"), book.add_format({"bold": True, "text_wrap": True})
        sheet.freeze_panes(1, 2)
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(0, column, heading, bold)
        for row, cell in enumerate(cells, start=1):
            for column, text in enumerate(_line(cell)[:3]):
                sheet.write_string(row, column, text)
            sheet.write_string(row, len(HEADINGS) - 1, note)
            for column, number in enumerate((cell.value, cell.before, cell.last_year), start=3):
                if number is not None:
                    sheet.write_number(row, column, float(number))
    return out.getvalue()


def _line(cell: Cell) -> list[str]:
    numbers = [as_typed(number) for number in (cell.value, cell.before, cell.last_year)]
    return [cell.key, cell.label, cell.element.unit, *numbers]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text


def check_file(content: bytes, cells: Sequence[Cell]) -> FileCheck:
    """What the file would write. FileRefused for what is no such file at all."""
    table = _read(content)
    headings = [str(cell).strip() for cell in table[0]] if table else []
    if KEY not in headings or VALUE not in headings:
        raise FileRefused(f"Tệp thiếu cột “{KEY}” hoặc “{VALUE}”. Hãy dùng tệp mẫu của biểu này.")
    if len(table) - 1 > MOST_ROWS:
        raise FileRefused(f"Tệp có hơn {MOST_ROWS} dòng.")
    known = {cell.key: cell for cell in cells}
    checked = FileCheck()
    places = headings.index(KEY), headings.index(VALUE)
    for number, line in enumerate(table[1:], start=2):
        if any(str(one).strip() for one in line):
            _check_line(checked, known, number, *(_at(line, place) for place in places))
    return checked


def _check_line(checked: FileCheck, known: dict[str, Cell], number: int, key: Any, value: Any) -> None:
    name = str(key).strip()
    cell = known.get(name)
    if cell is None:
        checked.bad.append((number, name[:80], "Biểu này không có ô như vậy."))
        return
    if (cell.element.code, cell.dims) in checked.numbers:
        checked.bad.append((number, name, "Ô này đã có ở một dòng trên."))
        return
    try:
        found = _number(value, cell)
    except NotANumber as error:
        checked.bad.append((number, name, str(error)))
        return
    checked.numbers[cell.element.code, cell.dims] = found


def _number(value: Any, cell: Cell) -> Decimal | None:
    """A number of the spreadsheet as it is, text as it is typed; an empty cell takes nothing back."""
    if isinstance(value, bool):
        raise NotANumber("Ô này phải là số.")
    if isinstance(value, int | float):
        return check_number(Decimal(repr(value)), cell.element)
    text = str(value).strip().lstrip("'")
    return read_number(text, cell.element) if text else cell.value


def _at(line: Sequence[Any], place: int) -> Any:
    return line[place] if place < len(line) else ""


def _read(content: bytes) -> list[list[Any]]:
    if len(content) > MOST_BYTES:
        raise FileRefused(f"Tệp lớn hơn {MOST_BYTES // 1024 // 1024} MB.")
    try:
        if content.startswith(b"PK"):
            check_zip(io.BytesIO(content), LIMITS)
            book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            return [list(line) for line in book.get_sheet_by_index(0).to_python()]
        text = content.decode("utf-8-sig")
        delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except (UnicodeDecodeError, csv.Error, ZipRefused, CalamineError) as error:
        raise FileRefused("Tệp không phải XLSX hoặc CSV mã UTF-8.") from error
