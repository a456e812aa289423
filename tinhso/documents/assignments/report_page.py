"""Lists of tasks that are printed and saved: of a week, and how each agency carries them out."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.documents.assignments.finding import AgencyLine
from tinhso.documents.assignments.sheet import source_of, state_cell
from tinhso.documents.models import Assignment
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date

WEEK_WIDTHS = (0.6, 4.5, 2.2, 2, 1.2, 1.2, 1.6)
AGENCY_WIDTHS = (4, 1, 1, 1, 1, 1, 1, 1.5)
MOST = 1000


def week_table(assignments: Sequence[Assignment], now: datetime, urls: dict[int, str]) -> Table:
    """`urls` are the addresses of those that the reader may open; a file has none."""
    head = [
        _("TT"),
        _("Nhiệm vụ"),
        _("Giao tại"),
        _("Cơ quan chủ trì"),
        _("Ngày giao"),
        _("Hạn"),
        _("Tình trạng"),
    ]
    return Table(
        _("Nhiệm vụ trong tuần"),
        [Column(label) for label in head],
        [
            [
                str(n),
                Cell(one.content, url=urls.get(one.pk, ""), small=one.case.code),
                source_of(one),
                one.case.agency.name,
                vn_date(one.given_at),
                vn_date(one.case.due_at) or "–",
                state_cell(one, now),
            ]
            for n, one in enumerate(assignments, 1)
        ],
    )


def agencies_table(lines: Sequence[AgencyLine]) -> Table:
    numbers = [_("Đã giao"), _("Đúng hạn"), _("Quá hạn"), _("Đang mở"), _("Đang quá hạn"), _("Chờ duyệt")]
    return Table(
        _("Thực hiện nhiệm vụ theo cơ quan"),
        [Column(_("Cơ quan")), *(Column(one, number=True) for one in numbers), Column(_("Tỷ lệ đúng hạn"))],
        [
            [
                one.name,
                str(one.total),
                str(one.in_time),
                str(one.late),
                str(one.running),
                Cell(str(one.overdue), tone="late" if one.overdue else None),
                str(one.waiting),
                one.rate,
            ]
            for one in lines
        ],
    )
