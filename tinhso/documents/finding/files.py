"""A result as a file: CSV, XLSX, DOCX or PDF; each says who took it out and when (phụ lục VI, III.6h, k)."""

import io
from collections.abc import Callable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Pt

from tinhso.documents.finding.columns import WIDE, Choice
from tinhso.documents.pages.places import place_name
from tinhso.documents.registers.register_page import table_pdf
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.shapes import Cell, Table
from tinhso.lib.dates import local
from tinhso.lib.files.spreadsheets import guarded, write_xlsx

CSV, XLSX, DOCX, PDF = "csv", "xlsx", "docx", "pdf"
TYPES = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    PDF: "application/pdf",
}


def words_of(table: Table) -> list[list[str]]:
    """Headings, then rows, as plain text."""
    rows = [[str(cell.text if isinstance(cell, Cell) else cell) for cell in row] for row in table.rows]
    return [[str(column.label) for column in table.columns], *rows]


def write_result(
    way: str, table: Table, columns: Sequence[Choice], agency: Agency, mark: str, *, now: datetime
) -> bytes:
    """`mark` names who took it out and when; it stands in the file. KeyError for a way that is none."""
    writers: dict[str, Callable[[], bytes]] = {
        CSV: lambda: _csv(table, mark),
        XLSX: lambda: write_xlsx({_("Văn bản"): words_of(table), _("Người xuất"): [[mark]]}),
        DOCX: lambda: _docx(table, mark),
        PDF: lambda: table_pdf(
            table,
            agency,
            title=_("Danh sách văn bản"),
            subject=mark,
            widths=[WIDE.get(one.key, 1.4) for one in columns],
            place=place_name(agency, local(now).date()),
            now=now,
        ),
    }
    return writers[way]()


def _csv(table: Table, mark: str) -> bytes:
    return f"\ufeff{table.as_csv()}{guarded(mark)}\r\n".encode()


def _docx(table: Table, mark: str) -> bytes:
    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.styles["Normal"].font.size = Pt(10)
    made.styles["Normal"].font.name = "Times New Roman"
    made.add_heading(_("Danh sách văn bản"), level=1)
    made.add_paragraph(mark)
    section.footer.paragraphs[0].text = mark
    rows = words_of(table)
    grid = made.add_table(rows=0, cols=len(rows[0]))
    grid.style = "Table Grid"
    for row in rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
