"""Writes the rows of a question as XLSX. Text stays text: no cell becomes a formula or a link, no number loses digits."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from shutil import copyfileobj
from typing import Any, BinaryIO

import xlsxwriter

BATCH = 2000
LONGEST = 32_767  # letters of a cell
CUT = "… (đã cắt)"
EXACT = 2**53  # beyond it a spreadsheet rounds
FIRST_DAY = date(1900, 3, 1)  # before it spreadsheets count a day that never was


def write_sheet(found: Any, sheet: dict[str, Any], folder: Path, out: BinaryIO) -> None:
    """`found` is DuckDB's answer; `sheet` has `headings` and `notes` (pairs of words for a second page)."""
    path = folder / "table.xlsx"
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "tmpdir": str(folder),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        looks = {"day": book.add_format({"num_format": "dd/mm/yyyy"})}
        looks["moment"] = book.add_format({"num_format": "dd/mm/yyyy hh:mm:ss"})
        page, bold = book.add_worksheet("Dữ liệu"), book.add_format({"bold": True})
        page.freeze_panes(1, 0)
        for place, heading in enumerate(sheet["headings"]):
            page.write_string(0, place, heading[:LONGEST], bold)
        number = 0
        while some := found.fetchmany(BATCH):
            for row in some:
                number += 1
                for place, value in enumerate(row):
                    _write(page, number, place, value, looks)
        notes = book.add_worksheet("Ghi chú")
        for number, (name, words) in enumerate(sheet["notes"]):
            notes.write_string(number, 0, name)
            notes.write_string(number, 1, words[:LONGEST])
    with path.open("rb") as stream:
        copyfileobj(stream, out)


def _write(page: Any, number: int, place: int, value: Any, looks: dict[str, Any]) -> None:
    if value is None:
        return
    if isinstance(value, bool):
        page.write_boolean(number, place, value)
    elif isinstance(value, int | float | Decimal) and abs(float(value)) <= EXACT:
        page.write_number(number, place, float(value))
    elif isinstance(value, datetime) and value.date() >= FIRST_DAY:
        page.write_datetime(number, place, value.replace(tzinfo=None), looks["moment"])
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= FIRST_DAY:
        page.write_datetime(number, place, value, looks["day"])
    else:
        words = str(value)
        page.write_string(
            number, place, words if len(words) <= LONGEST else words[: LONGEST - len(CUT)] + CUT
        )
