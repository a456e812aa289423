"""Stored logs, and for every officer what logs are used for and how long."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import actor_for, officer_required, role_required
from tinhso.kernel.people.roles import SecurityCoordinator, SecurityOfficer
from tinhso.kernel.site import clock
from tinhso.kernel.site.shapes import Cell, Column, Table
from tinhso.lib.dates import vn_date, vn_datetime
from tinhso.security.hunting.actions.request_opening import LONGEST_RULE
from tinhso.security.hunting.actions.settle_opening import DAYS_RULE
from tinhso.security.models import LOG_TOOLS, NetworkLog
from tinhso.security.network_logs.retention import RULE
from tinhso.security.pages.listing import listing_of
from tinhso.security.pages.tabs import security_tabs


@require_safe
@role_required(SecurityCoordinator, SecurityOfficer)
def show_logs(request: HttpRequest) -> HttpResponse:
    by, today = actor_for(request), clock.today()
    rows = NetworkLog.objects.visible_to(by, on=today).select_related("agency", "scan_import")
    page = listing_of(request, rows.order_by("-ended_at", "-pk"), "")
    context = {
        "tabs": security_tabs(request, by),
        "table": _table(page.rows),
        "page": page,
        "days": int(rule_or(RULE, 0, on=today)),
    }
    return render(request, "security/hunting/logs.html", context)


def _table(rows: list[NetworkLog]) -> Table:
    head = [Column(_("Nhật ký")), Column(_("Cơ quan")), Column(_("Từ")), Column(_("Đến"))]
    head += [Column(_("Số dòng"), number=True), Column(_("Số tên khác nhau"), number=True)]
    head += [Column(_("Đã đối chiếu chỉ dấu đến")), Column(_("Tình trạng"))]
    return Table(
        _("Nhật ký mạng đang lưu"),
        head,
        [
            [
                Cell(_written_by(one), url=reverse("scan_import", args=[one.scan_import.code])),
                one.agency.name if one.agency else _("Mọi cơ quan"),
                vn_datetime(one.started_at),
                vn_datetime(one.ended_at),
                str(one.rows),
                str(one.names),
                vn_datetime(one.hunted_at),
                _state(one),
            ]
            for one in rows
        ],
    )


def _written_by(one: NetworkLog) -> str:
    """What wrote it and of what: `log_bind_dns` is "bind, dns"."""
    return one.scan_import.tool.removeprefix(LOG_TOOLS).replace("_", ", ")


def _state(one: NetworkLog) -> Cell:
    if one.refusal:
        return Cell(_("Không lưu được"), tone="late", small=one.refusal)
    if one.erased_at:
        unseen = "" if one.reviewed_at else _("chưa từng được xem xét")
        return Cell(_("Đã xóa ngày %(day)s") % {"day": vn_date(one.erased_at)}, small=unseen)
    if one.review_refusal:
        return Cell(_("Đang lưu, chưa xem xét được"), tone="late", small=one.refusals)
    if one.hunt_refusal:
        return Cell(_("Đang lưu, chưa đối chiếu được chỉ dấu mới"), tone="late", small=one.hunt_refusal)
    if one.reviewed_at is None:
        return Cell(_("Đang lưu, chờ xem xét"), tone="soon")
    return Cell(_("Đang lưu, đã niêm, đã xem xét"), tone="ok")


@require_safe
@officer_required
def show_use(request: HttpRequest) -> HttpResponse:
    """Of every instance, also of one whose pack does not say yet how long: there nothing is stored."""
    today = clock.today()
    context = {
        "days": int(rule_or(RULE, 0, on=today)),
        "opening_days": int(rule_or(DAYS_RULE, 0, on=today)),
        "basis": _(
            "Căn cứ: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, NĐ 356/2025/NĐ-CP (trước 01/01/2026: NĐ 13/2023/NĐ-CP); TCVN 11930:2017 về thời gian lưu nhật ký. Điều khoản cụ thể chưa kiểm chứng; cơ quan thay bằng hồ sơ đánh giá tác động đã nộp của mình."
        ),
        "span_days": int(rule_or(LONGEST_RULE, 0, on=today)),
    }
    return render(request, "security/hunting/use.html", context)
