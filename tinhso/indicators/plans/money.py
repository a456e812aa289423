"""The money of a plan as its page shows it."""

from collections.abc import Sequence
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.models import Plan, PlanFunding
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number


def money_table(plan: Plan, *, revises: bool = False) -> Table:
    """A line a year and source, and their sum where there are several; one query. With `revises` the sum leads to its correction."""
    columns = [
        Column(_("Năm")),
        Column(_("Nguồn")),
        Column(_("Được giao (đồng)"), number=True),
        Column(_("Đã giải ngân (đồng)"), number=True),
        Column(_("Tỷ lệ (%)"), number=True),
    ]
    rows = list(plan.funding.standing().select_related("plan"))
    lines = [_line(row, revises) for row in rows]
    if len(rows) > 1:
        lines.append(_sum(rows))
    return Table(_("Kinh phí"), columns, lines)


def _line(row: PlanFunding, revises: bool) -> list[Cell | str]:
    address = f"{reverse('edit_funding', args=[row.plan.address])}?sua={row.pk}" if revises else ""
    words = row.decision
    if row.revision > 1:
        words = _("%(source)s · đã sửa: %(why)s") % {"source": words, "why": row.reason}
    until = _("đến %(day)s") % {"day": vn_date(row.spent_until)} if row.spent_until else ""
    return [
        str(row.year),
        Cell(row.get_source_display(), small=words),
        Cell(vn_number(row.allocated), url=address),
        Cell(vn_number(row.spent) if row.spent is not None else _("chưa báo cáo"), small=until),
        _percent(row.share),
    ]


def _sum(rows: Sequence[PlanFunding]) -> list[Cell | str]:
    """What is spent adds up those that are reported; the share is of what these were allocated."""
    reported = [row for row in rows if row.spent is not None]
    spent = sum((row.spent for row in reported if row.spent is not None), Decimal())
    of_these = sum((row.allocated for row in reported), Decimal())
    note = _("%(n)d trong %(of)d dòng đã báo cáo") % {"n": len(reported), "of": len(rows)}
    return [
        _("Cộng"),
        "",
        vn_number(sum((row.allocated for row in rows), Decimal())),
        Cell(vn_number(spent) if reported else _("chưa báo cáo"), small=note),
        _percent(spent * 100 / of_these if of_these else None),
    ]


def _percent(share: Decimal | None) -> str:
    return vn_number(share, 1) if share is not None else "–"
