"""The register as tables, and what the page of one system tells."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.public import Cell, Column, Fact, Table
from tinhso.lib.dates import vn_date
from tinhso.lib.numbers import vn_number
from tinhso.security.levels.criteria import DECREES, by_code
from tinhso.security.models import (
    InformationSystem,
    LevelApproval,
    ProtectionLayer,
    ProtectionReview,
    SystemConnection,
)


def systems_table(systems: Sequence[InformationSystem]) -> Table:
    head = [_("Hệ thống"), _("Cấp độ"), _("Chủ quản"), _("Vận hành"), _("Từ ngày"), _("Ngừng từ")]
    return Table(
        _("Hệ thống thông tin"),
        [Column(label) for label in head],
        [
            [
                Cell(one.name, url=reverse("information_system", args=[one.code])),
                str(one.level),
                one.owner.name,
                one.operated_by,
                vn_date(one.starts),
                vn_date(one.retired_on) if one.retired_on else "–",
            ]
            for one in systems
        ],
    )


def facts_of(system: InformationSystem) -> list[Fact]:
    facts = [
        Fact(
            _("Cấp độ"),
            _("%(level)s, theo %(rules)s") % {"level": system.level, "rules": DECREES[system.rules]},
        ),
        Fact(_("Mục đích"), system.purpose),
        Fact(_("Chủ quản"), system.owner.name),
        Fact(_("Vận hành"), system.operated_by),
        Fact(_("Dữ liệu"), system.data_kinds),
        Fact(_("Ai sử dụng"), system.users),
        Fact(_("Số người có thông tin"), vn_number(system.people_count)),
        Fact(_("Đưa vào sử dụng"), vn_date(system.starts)),
    ]
    if system.retired_on:
        words = {"day": vn_date(system.retired_on), "reason": system.retire_reason}
        facts.append(Fact(_("Ngừng sử dụng"), _("%(day)s: %(reason)s") % words))
    return facts


def criteria_table(system: InformationSystem) -> Table:
    head = [_("Căn cứ"), _("Cấp độ"), _("Điều"), _("Nguồn")]
    return Table(
        _("Căn cứ xác định cấp độ"),
        [Column(label) for label in head],
        [[one.words, str(one.level), one.clause, one.source] for one in by_code(system.criteria)],
    )


def layers_table(layers: Sequence[ProtectionLayer]) -> Table:
    """All four, also those that nobody provides."""
    open_ones = {one.layer: one for one in layers if one.ends is None}
    head = [_("Lớp"), _("Đơn vị thực hiện"), _("Hợp đồng, quyết định"), _("Từ ngày")]
    rows: list[list[Cell | str]] = []
    for layer in ProtectionLayer.Layer:
        one = open_ones.get(layer.value)
        words = [one.provider, one.evidence, vn_date(one.starts)] if one else [_("chưa có"), "–", "–"]
        rows.append([Cell(layer.label, tone="ok" if one else "late"), *words])
    return Table(_("Mô hình 4 lớp"), [Column(label) for label in head], rows)


def connections_table(
    system: InformationSystem, connections: Sequence[SystemConnection], *, keeps: bool
) -> Table:
    head = [_("Hệ thống kết nối"), _("Dữ liệu trao đổi"), _("Cách bảo vệ"), _("Từ ngày"), _("Đến trước ngày")]
    return Table(
        _("Kết nối"),
        [Column(label) for label in head],
        [
            [
                Cell(
                    one.partner_name,
                    url=reverse("end_system_connection", args=[system.code, one.number])
                    if keeps and one.ends is None
                    else "",
                ),
                one.data_passed,
                one.protected_by or "–",
                vn_date(one.starts),
                vn_date(one.ends) if one.ends else "–",
            ]
            for one in connections
        ],
    )


def approvals_table(approvals: Sequence[LevelApproval], today: date) -> Table:
    head = [_("Quyết định"), _("Cấp độ"), _("Ngày"), _("Cơ quan phê duyệt"), _("Hết hiệu lực từ")]
    return Table(
        _("Phê duyệt hồ sơ cấp độ"),
        [Column(label) for label in head],
        [
            [
                Cell(one.number, tone="late" if one.expires_on and one.expires_on <= today else "ok"),
                str(one.level),
                vn_date(one.decided_on),
                one.decided_by.name,
                vn_date(one.expires_on) if one.expires_on else "–",
            ]
            for one in approvals
        ],
    )


def reviews_table(reviews: Sequence[ProtectionReview]) -> Table:
    head = [_("Ngày kiểm tra"), _("Kết quả"), _("Nội dung chưa triển khai")]
    return Table(
        _("Kiểm tra triển khai phương án được duyệt"),
        [Column(label) for label in head],
        [
            [
                vn_date(one.reviewed_on),
                Cell(_("Đã đủ"), tone="ok") if one.complete else Cell(_("Chưa đủ"), tone="late"),
                one.lacking or "–",
            ]
            for one in reviews
        ],
    )
