"""Monitoring of the exchange, for members (their own calls), the operator and auditors (all)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.exchange.models import ExchangeCall
from tinhso.exchange.monitoring.board import TONES, Database, Standing, board, databases, totals, words_of
from tinhso.exchange.monitoring.figures import BY, Figures, figures, stretch
from tinhso.exchange.pages.tabs import exchange_tabs
from tinhso.exchange.registry.certificates import urgent_table
from tinhso.exchange.registry.permissions import can_keep_registry
from tinhso.kernel.people.public import actor_for, role_required
from tinhso.kernel.people.roles import Auditor, DataOfficer, Head
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.drawing.charts import Chart
from tinhso.lib.exchange.errors import outcome
from tinhso.lib.numbers import vn_number

DAYS = {"7": 7, "30": 30, "90": 90, "365": 365}
FEWEST = 20
"""Transactions of the same days of the year before, below which a percentage says nothing."""
FULL = 80
"""Percent of a quota from which a line is marked."""


@require_safe
@role_required(Head, DataOfficer, Auditor)
def show_monitoring(request: HttpRequest) -> HttpResponse:
    """The board, then figures of the last days; `ky` says how many, `theo` what lines are made by."""
    by, now = actor_for(request), clock.now()
    period = request.GET.get("ky", "") if request.GET.get("ky", "") in DAYS else "30"
    line = request.GET.get("theo", "") if request.GET.get("theo", "") in BY else "thoa-thuan"
    runs = can_keep_registry(by, clock.today())
    rows = ExchangeCall.objects.visible_to(by, runs=runs)
    found = figures(stretch(rows, now=now, days=DAYS[period]), BY[line])
    lines = board(now)
    context = {
        "databases": database_table(databases(lines), now.year),
        "board": board_table(lines, now.year),
        "certificates": urgent_table(timezone.now()) if runs or by.holds(Auditor) else None,
        "answering": totals(lines),
        "figures": found,
        "chart": day_chart(found),
        "lines": line_table(found, line),
        "codes": code_table(found),
        "named": {name: found.named.get(name, 0) for name in ("person", "nobody", "unread")},
        "periods": [(word, word == period) for word in DAYS],
        "ways": [(word, label, word == line) for word, label in ways()],
        "period": period,
        "line": line,
        "tabs": exchange_tabs(request),
    }
    return render(request, "exchange/monitoring/monitoring.html", context)


def ways() -> list[tuple[str, str]]:
    return [
        ("thoa-thuan", _("Thỏa thuận")),
        ("ben-goi", _("Bên gọi")),
        ("thao-tac", _("Thao tác")),
    ]


def database_table(lines: list[Database], year: int) -> Table:
    rows: list[list[Cell | str]] = [
        [
            Cell(one.system.name, small=one.system.member.name),
            Cell(words_of(one.code), tone=TONES[one.code]),
            *_numbers(one.this_year, one.same_days, one.year_before),
            _change(one),
        ]
        for one in lines
    ]
    head = [*board_head(_("Cơ sở dữ liệu"), year), Column(_("So cùng kỳ"), number=True)]
    return Table(_("Cơ sở dữ liệu quốc gia"), head, rows)


def _change(one: Database) -> str:
    """In percent of the same days of the year before; nothing where there was hardly anything."""
    if one.same_days < FEWEST:
        return "–"
    percent = 100 * (one.this_year - one.same_days) / one.same_days
    return f"{'+' if percent > 0 else ''}{vn_number(round(percent))}%"


def _numbers(*numbers: int) -> list[str]:
    return [vn_number(number) if number else "–" for number in numbers]


def board_head(first: str, year: int) -> list[Column]:
    return [
        Column(first),
        Column(_("Tình trạng")),
        Column(_("Năm %(year)d đến nay") % {"year": year}, number=True),
        Column(_("Cùng kỳ %(year)d") % {"year": year - 1}, number=True),
        Column(_("Cả năm %(year)d") % {"year": year - 1}, number=True),
    ]


def board_table(lines: list[Standing], year: int) -> Table:
    rows: list[list[Cell | str]] = []
    for one in lines:
        counts = one.counts
        numbers = (counts.this_year, counts.same_days, counts.year_before) if counts else (0, 0, 0)
        rows.append(
            [
                Cell(one.service.title, small=f"{one.service.system.name}, {one.service.system.member.name}"),
                Cell(one.words, tone=one.tone),
                *_numbers(*numbers),
            ]
        )
    return Table(_("Giao dịch của từng dịch vụ"), board_head(_("Dịch vụ"), year), rows)


def day_chart(found: Figures) -> Chart:
    return Chart(
        "line",
        _("Lời gọi mỗi ngày"),
        [f"{day:%d/%m}" for day, _n in found.days],
        [n for _day, n in found.days],
        _("lời gọi"),
        label_head=_("Ngày"),
    )


def line_table(found: Figures, line: str) -> Table:
    numbers = [_("Lời gọi"), _("Lỗi"), "p50", "p95", "p99"] + ([_("Hạn mức")] if line == "thoa-thuan" else [])
    head = [Column(dict(ways())[line]), *(Column(label, number=True) for label in numbers)]
    rows: list[list[Cell | str]] = []
    for one in found.lines:
        times = [_("%(n)s ms") % {"n": vn_number(round(value))} for value in one.times]
        row: list[Cell | str] = [
            Cell(one.name or "–", small=one.service),
            vn_number(one.calls),
            vn_number(one.failed),
            *times,
        ]
        if line == "thoa-thuan":
            row.append(_quota(one.quota))
        rows.append(row)
    return Table(_("Nhiều lời gọi trước"), head, rows)


def _quota(percent: float | None) -> Cell | str:
    """Of the fullest day."""
    if percent is None:
        return "–"
    words = f"{vn_number(round(percent))}%"
    return Cell(words, tone="late") if percent >= FULL else words


def code_table(found: Figures) -> Table:
    head = [Column(_("Kết quả")), Column(_("Mã")), Column(_("Lời gọi"), number=True)]
    rows: list[list[Cell | str]] = [
        [outcome(status, code), code, vn_number(n)] for code, status, n in found.codes
    ]
    return Table(_("Lỗi theo loại"), head, rows)
