"""A report as PDF under the head of the agency that drew it: made by the system, signed by nobody."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _

from tinhso import security
from tinhso.kernel.papers.public import typeset
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import province_on, short_name
from tinhso.kernel.site.public import Cell, Table
from tinhso.lib.dates import local, vn_datetime
from tinhso.security.reporting.lines import LINES

TEMPLATE = Path(security.__path__[0]) / "templates/security/reporting/report.typ"


def report_pdf(tables: Sequence[Table], subject: str, drawer: Agency, *, now: datetime) -> bytes:
    """PaperNotMade."""
    data = {
        "parent": drawer.parent_on_paper,
        "agency": drawer.name,
        "number": "",
        "place": _place(drawer, local(now).date()),
        "date": local(now).date(),
        "verify_url": "",
        "title": _("Báo cáo an toàn thông tin mạng"),
        "subject": subject,
        "tables": [_printed(one) for one in tables if one.rows],
        "words_title": _("Cách tính"),
        "words": [[str(line.label), str(line.words)] for line in LINES],
        "closing": _("Số liệu do hệ thống tính lúc %(at)s từ các sổ; không nhập tay.")
        % {"at": vn_datetime(now)},
    }
    return typeset(TEMPLATE, data, at=now)


def _place(agency: Agency, day: date) -> str:
    """Where the agency sits, as papers begin their date."""
    unit = agency.unit or province_on(day)
    return short_name(unit.name).removeprefix("Tỉnh ") if unit else ""


def _printed(table: Table) -> dict[str, object]:
    return {
        "caption": str(table.caption),
        "columns": [str(one.label) for one in table.columns],
        "rows": [[str(cell.text if isinstance(cell, Cell) else cell) for cell in row] for row in table.rows],
    }
