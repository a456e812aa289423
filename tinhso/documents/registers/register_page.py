"""The register of outgoing documents as a table: what clause V.3 of the decree's annex asks it to say."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import RegisterNumber
from tinhso.kernel.papers.public import typeset
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import local, vn_date
from tinhso.lib.language.vietnamese import fold

SHEET = Path(__file__).parents[1] / "data/register.typ"
State = RegisterNumber.State
TONES: dict[str, Any] = {State.USED: "ok", State.RESERVED: "soon", State.UNUSED: ""}


def narrowed(
    rows: "QuerySet[RegisterNumber]", *, year: int, kind: str, words: str
) -> "QuerySet[RegisterNumber]":
    """The numbers of a year, of one type where one is asked for, that hold every word, marks or none. The newest first."""
    rows = rows.filter(year=year)
    if kind:
        rows = rows.filter(type_code=kind)
    for word in fold(words).split()[:10]:
        rows = rows.filter(folded__contains=word)
    return rows.select_related("by", "released_by").order_by("-dated", "type_code", "-number")


def about(number: RegisterNumber) -> str:
    """What stands in the column of contents: the title, or why there is none."""
    if number.state == State.RESERVED:
        return _("Giữ số: %(reason)s") % {"reason": number.reason}
    if number.state == State.UNUSED:
        return _("Không dùng: %(reason)s") % {"reason": number.release_reason}
    return number.title


def register_table(numbers: Sequence[RegisterNumber], *, keeps: bool) -> Table:
    head = [_("Số, ký hiệu"), _("Ngày"), _("Loại"), _("Trích yếu"), _("Trạng thái"), _("Người vào sổ")]
    rows: list[list[Cell | str]] = [
        [
            number.full_number,
            vn_date(number.dated),
            name_of(number.type_code),
            Cell(about(number), url=_release_url(number) if keeps else ""),
            Cell(State(number.state).label, tone=TONES[number.state]),
            number.by.full_name if number.by else "–",
        ]
        for number in numbers
    ]
    return Table(_("Sổ đăng ký văn bản đi"), [Column(label) for label in head], rows)


def _release_url(number: RegisterNumber) -> str:
    waits = number.state == State.RESERVED
    return reverse("release_document_number", args=[number.pk]) if waits else ""


def table_pdf(
    table: Table,
    agency: Agency,
    *,
    title: str,
    subject: str,
    widths: Sequence[float],
    place: str,
    now: datetime,
    closing: str = "",
) -> bytes:
    """A table on A4 across under the agency's head; the system makes it and nobody signs it."""
    rows = [[str(cell.text if isinstance(cell, Cell) else cell) for cell in row] for row in table.rows]
    words, printed = closing or _("Sổ điện tử, %(n)d dòng.") % {"n": len(rows)}, _("In từ hệ thống.")
    data = {
        "parent": agency.parent_on_paper,
        "agency": agency.name,
        "number": "",
        "place": place,
        "date": local(now).date(),
        "verify_url": "",
        "title": title,
        "subject": subject,
        "widths": list(widths),
        "columns": [str(column.label) for column in table.columns],
        "rows": rows,
        "closing": f"{words} {printed}",
    }
    return typeset(SHEET, data, at=now)
