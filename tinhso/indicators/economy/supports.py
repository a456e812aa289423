"""Programmes that help enterprises: what they came to."""

from django.db.models import Count, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.indicators.models import FirmSupport, SupportProgramme
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number

MOST = 500  # lines of a page


def supports_seen(rows: "QuerySet[FirmSupport]", actor: Actor) -> "QuerySet[FirmSupport]":
    """Row by row only the agency whose programme it is, and auditors."""
    if actor.holds(Auditor):
        return rows
    return rows.filter(programme__agency=actor.agency_id) if actor.agency_id else rows.none()


def programme_table() -> Table:
    """Each programme with how many firms it helped, how often and with how much. One query."""
    valid = Q(supports__revoked_at=None, supports__isnull=False)
    found = SupportProgramme.objects.select_related("agency").annotate(
        firms=Count("supports__firm", filter=valid, distinct=True),
        times=Count("supports", filter=valid),
        money=Sum("supports__amount", filter=valid),
    )
    columns = [
        Column(_("Chương trình")),
        Column(_("Cơ quan chủ trì")),
        Column(_("Doanh nghiệp"), number=True),
        Column(_("Lượt hỗ trợ"), number=True),
        Column(_("Kinh phí (triệu đồng)"), number=True),
    ]
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, small=_small(one)),
            one.agency.name,
            vn_number(one.firms),
            vn_number(one.times),
            vn_number((one.money or 0) / 1_000_000, 1),
        ]
        for one in found
    ]
    return Table(_("Chương trình hỗ trợ doanh nghiệp"), columns, rows)


def _small(programme: SupportProgramme) -> str:
    made = _("dữ liệu mô phỏng") if programme.synthetic else ""
    return " · ".join(filter(None, (programme.legal_basis, made)))


def support_table(programme: SupportProgramme) -> Table:
    """The rows of one programme, the newest first, with the way to take one back. One query."""
    columns = [
        Column(_("Doanh nghiệp")),
        Column(_("Hình thức hỗ trợ")),
        Column(_("Ngày")),
        Column(_("Kinh phí (đồng)"), number=True),
        Column(_("Sửa")),
    ]
    rows = [_support_row(one) for one in programme.supports.select_related("firm")[:MOST]]
    return Table(_("Lượt hỗ trợ"), columns, rows)


def _support_row(one: FirmSupport) -> list[Cell | str]:
    action: Cell | str = Cell(_("Bỏ"), url=reverse("revoke_support", args=[one.programme_id, one.pk]))
    if one.revoked_at:
        action = Cell(_("đã bỏ"), small=one.reason)
    return [
        Cell(one.firm.name, small=one.firm.tax_code),
        Cell(one.get_kind_display(), small=one.note),
        vn_date(one.given_on),
        vn_number(one.amount),
        action,
    ]
