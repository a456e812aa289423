"""How an agency drafts and issues its own documents, by type: clause V.4 of phụ lục VI, NĐ 30/2020/NĐ-CP."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from tinhso.casework.public import FINAL, Case
from tinhso.documents.layout.document_types import name_of
from tinhso.documents.models import OutgoingDocument
from tinhso.documents.outgoing.way import ISSUE
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.numbers import vn_percent
from tinhso.lib.shares import rate

WIDTHS = (3, 1, 1, 1, 1, 1, 1, 1.4)
IN_TIME = (Case.Timeliness.EARLY, Case.Timeliness.ON_TIME)


@dataclass(frozen=True)
class TypeLine:
    """What was drafted of one type in a year, and what became of it. `in_time` and `late` tell of the time from the signature
    to the issue."""

    name: str
    drafted: int
    in_time: int
    late: int
    signing: int
    running: int
    overdue: int
    dropped: int


def type_lines(agency_id: int, year: int, *, now: datetime) -> list[TypeLine]:
    """One query."""
    issued, running = Q(issued_at__isnull=False), ~Q(case__state__in=FINAL)
    rows = OutgoingDocument.objects.filter(case__agency_id=agency_id, case__opened_at__year=year)
    totals: dict[str, Any] = {
        "drafted": Count("pk"),
        "in_time": Count("pk", filter=issued & Q(case__timeliness__in=IN_TIME)),
        "late": Count("pk", filter=issued & Q(case__timeliness=Case.Timeliness.LATE)),
        "signing": Count("pk", filter=running & Q(case__step=ISSUE)),
        "running": Count("pk", filter=running),
        "overdue": Count("pk", filter=running & Q(case__due_at__lt=now)),
        "dropped": Count("pk", filter=~running & ~issued),
    }
    types = rows.values("type_code").annotate(**totals).order_by("-drafted", "type_code")
    return [TypeLine(name_of(one.pop("type_code")), **one) for one in types]


def progress_table(lines: Sequence[TypeLine]) -> Table:
    names = [
        _("Đã soạn"),
        _("Phát hành kịp"),
        _("Phát hành chậm"),
        _("Chờ đóng dấu"),
        _("Đang làm"),
        _("Đang quá hạn"),
    ]
    columns = [
        Column(_("Loại")),
        *(Column(label, number=True) for label in (*names, _("Đã bỏ"))),
        Column(_("Tỷ lệ phát hành kịp")),
    ]
    rows: list[list[Cell | str]] = [
        [
            one.name,
            *(str(n) for n in (one.drafted, one.in_time, one.late, one.signing, one.running)),
            Cell(str(one.overdue), tone="late" if one.overdue else None),
            str(one.dropped),
            rate_words(one),
        ]
        for one in lines
    ]
    return Table(_("Tình hình soạn thảo, phát hành văn bản đi"), columns, rows)


def rate_words(line: TypeLine) -> str:
    """Of those that were issued the part that was in time, with both numbers."""
    issued = line.in_time + line.late
    return f"{vn_percent(rate(line.in_time, issued))} ({line.in_time}/{issued})" if issued else "–"
