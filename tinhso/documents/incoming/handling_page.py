"""How the units of an agency handle what arrived: clause V.2 of phụ lục VI, NĐ 30/2020/NĐ-CP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tinhso.casework.public import FINAL, Case
from tinhso.documents.models import ArrivingDocument
from tinhso.kernel.site.shapes import Cell, Column, Table

WIDTHS = (4, 1, 1, 1, 1, 1, 1.4)
IN_TIME = (Case.Timeliness.EARLY, Case.Timeliness.ON_TIME)


@dataclass(frozen=True)
class UnitLine:
    """What one unit was given of a year's documents, and what became of it."""

    name: str
    total: int
    in_time: int
    late: int
    running: int
    overdue: int

    @property
    def rate(self) -> str:
        """Of those that are settled the part that was in time, with both numbers."""
        settled = self.in_time + self.late
        if not settled:
            return "–"
        share = f"{self.in_time * 100 / settled:.1f}".replace(".", ",")
        return f"{share}% ({self.in_time}/{settled})"


def unit_lines(agency_id: int, year: int, *, now: datetime) -> list[UnitLine]:
    """By whoever has, or had, the document last. One query."""
    settled = Q(case__settled_at__isnull=False)
    rows = ArrivingDocument.objects.filter(agency_id=agency_id, arrival_year=year)
    units = rows.values("case__agency__name").annotate(
        total=Count("pk"),
        in_time=Count("pk", filter=settled & Q(case__timeliness__in=IN_TIME)),
        late=Count("pk", filter=settled & Q(case__timeliness=Case.Timeliness.LATE)),
        running=Count("pk", filter=~Q(case__state__in=FINAL)),
        overdue=Count("pk", filter=~Q(case__state__in=FINAL) & Q(case__due_at__lt=now)),
    )
    return [
        UnitLine(
            one["case__agency__name"],
            total=one["total"],
            in_time=one["in_time"],
            late=one["late"],
            running=one["running"],
            overdue=one["overdue"],
        )
        for one in units.order_by("case__agency__sort_key")
    ]


def handling_table(lines: Sequence[UnitLine]) -> Table:
    numbers = [_("Đã nhận"), _("Đúng hạn"), _("Quá hạn"), _("Đang xử lý"), _("Đang quá hạn")]
    columns = [
        Column(_("Đơn vị")),
        *(Column(label, number=True) for label in numbers),
        Column(_("Tỷ lệ đúng hạn")),
    ]
    rows: list[list[Cell | str]] = [
        [
            one.name,
            str(one.total),
            str(one.in_time),
            str(one.late),
            str(one.running),
            Cell(str(one.overdue), tone="late" if one.overdue else None),
            one.rate,
        ]
        for one in lines
    ]
    return Table(_("Tình hình giải quyết văn bản đến"), columns, rows)
