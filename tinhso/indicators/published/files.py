"""Observations as files: SDMX-CSV 2.0, plain CSV, XLSX. In a demo every one says that its data are synthetic."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime

import xlsxwriter

from tinhso.indicators.published.published import HEADINGS, Observation

STRUCTURE = (
    "datastructure",
    "TINHSO:SO_LIEU(1.0)",
    "I",
)  # the action I adds what is not there and replaces what is
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Writer = Callable[[Sequence[Observation], str], bytes]


def write_sdmx(found: Sequence[Observation], note: str) -> bytes:
    """SDMX-CSV 2.0: the structure in the first three columns; the note, and what is to be said of the number, is the attribute COMMENT of each row."""
    head = ("STRUCTURE", "STRUCTURE_ID", "ACTION", *HEADINGS, "COMMENT")
    return _csv(head, [(*STRUCTURE, *one.row, _comment(one, note)) for one in found])


def write_csv(found: Sequence[Observation], note: str) -> bytes:
    """With the mark that Excel wants."""
    return b"\xef\xbb\xbf" + _csv((*HEADINGS, "COMMENT"), [(*one.row, _comment(one, note)) for one in found])


def _comment(one: Observation, note: str) -> str:
    return " · ".join(filter(None, [note, one.comment]))


def _csv(head: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def write_xlsx(found: Sequence[Observation], note: str) -> bytes:
    """One sheet; values are numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"created": datetime(2024, 1, 1), "comments": note})  # noqa: DTZ001 - same data, same bytes
        sheet = book.add_worksheet("Số liệu")
        for column, heading in enumerate((*HEADINGS, "COMMENT")):
            sheet.write_string(0, column, heading)
        for row, one in enumerate(found, start=1):
            for column, text in enumerate((*one.row, _comment(one, note))):
                if HEADINGS[column : column + 1] == ("OBS_VALUE",):
                    sheet.write_number(row, column, float(text))
                else:
                    sheet.write_string(row, column, text)
    return out.getvalue()


WRITERS: dict[str, tuple[Writer, str]] = {
    "sdmx.csv": (write_sdmx, "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8"),
    "csv": (write_csv, "text/csv; charset=utf-8"),
    "xlsx": (write_xlsx, XLSX),
}
