"""Statistics of reports for everybody, as a page and as CSV."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.citizen.public_pages.figures import GROUPS, SMALLEST, Row, figures
from tinhso.kernel.people.public import public_page
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Tab, Table
from tinhso.lib.dates import HANOI
from tinhso.lib.numbers import vn_number, vn_percent


@require_safe
@public_page
def report_figures(request: HttpRequest) -> HttpResponse:
    """`?theo=` loai, co-quan or xa; `?nam=` a year, else the last twelve months; `?dang=csv` the same rows."""
    context = figures_context(request)
    if request.GET.get("dang") == "csv":
        answer = HttpResponse(context["table"].as_csv(), content_type="text/csv; charset=utf-8")
        answer["Content-Disposition"] = 'attachment; filename="phan-anh.csv"'
        return answer
    return render(request, "citizen/public_pages/figures.html", context)


def figures_context(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    group = request.GET.get("theo", "")
    group = group if group in GROUPS else "loai"
    year = request.GET.get("nam", "")
    year = year if len(year) == 4 and year.isdecimal() and 2000 <= int(year) <= now.year else ""
    since = datetime(int(year), 1, 1, tzinfo=HANOI) if year else now - timedelta(days=365)
    until = datetime(int(year) + 1, 1, 1, tzinfo=HANOI) if year else now
    labels = {"loai": _("Theo loại"), "co-quan": _("Theo đơn vị"), "xa": _("Theo xã, phường")}
    query = f"&nam={year}" if year else ""
    csv_url = f"{reverse('report_figures')}?theo={group}{query}&dang=csv"
    heads = {"loai": _("Loại việc"), "co-quan": _("Đơn vị xử lý"), "xa": _("Xã, phường, thị trấn")}
    return {
        "tabs": [Tab(label, f"?theo={key}{query}", key == group) for key, label in labels.items()],
        "table": table_of(labels[group], heads[group], figures(group, since, until), csv_url),
        "since": since,
        "until": until - timedelta(days=1) if year else until,
        "smallest": SMALLEST,
        "years": range(now.year, now.year - 4, -1),
        "group": group,
        "year": year,
    }


def table_of(caption: str, head: str, rows: list[Row], csv_url: str) -> Table:
    heads = [
        Column(head),
        *(
            Column(label, number=True)
            for label in (
                _("Tiếp nhận"),
                _("Đã trả lời"),
                _("Đúng hạn"),
                _("Hài lòng (4, 5 sao)"),
                _("Mở lại"),
            )
        ),
    ]
    return Table(caption, heads, [line_of(row) for row in rows], csv_url)


def line_of(row: Row) -> list[Cell | str]:
    return [
        row.name,
        vn_number(row.received),
        vn_number(row.answered),
        rate_text(row.on_time_rate, row.in_time, row.answered),
        rate_text(row.good_rate, row.good, row.rated),
        rate_text(row.reopened_rate, row.reopened, row.answered),
    ]


def rate_text(rate: float | None, n: int, of: int) -> str:
    return "–" if rate is None else f"{vn_percent(rate)} ({vn_number(n)}/{vn_number(of)})"
