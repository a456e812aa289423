"""Tables of the registry's pages."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.exchange.models import InformationSystem, Member, Service, ServiceAddress, ServiceVersion
from tinhso.kernel.site.shapes import Cell, Column, Table, Tone


def standing_of(service: Service, now: datetime) -> tuple[str, Tone]:
    """How a service stands for whoever would call it now, in words."""
    if service.is_withdrawn(now):
        return _("Đã ngừng"), "late"
    if service.system.member.suspended_at:
        return _("Thành viên tạm dừng"), "late"
    if service.in_maintenance(now):
        return _("Đang bảo trì"), "soon"
    if service.withdrawn_on:
        return _("Sắp ngừng"), "soon"
    return _("Đang cung cấp"), "ok"


def service_table(services: Iterable[Service], now: datetime) -> Table:
    """Services come with their system and its member."""
    rows: list[list[Cell | str]] = []
    for one in services:
        words, tone = standing_of(one, now)
        rows.append(
            [
                Cell(one.title, url=reverse("exchange_service", args=[one.pk]), small=str(one)),
                one.system.member.name,
                _("Có") if one.personal else _("Không"),
                Cell(words, tone=tone),
            ]
        )
    head = [_("Dịch vụ"), _("Bên cung cấp"), _("Dữ liệu cá nhân"), _("Tình trạng")]
    return Table(_("Dịch vụ đang có"), [Column(one) for one in head], rows)


def member_table(members: Iterable[Member]) -> Table:
    rows: list[list[Cell | str]] = [
        [
            Cell(one.name, url=reverse("exchange_member", args=[one.pk]), small=str(one)),
            one.get_member_class_display(),
            Cell(_("Tạm dừng"), tone="late") if one.suspended_at else Cell(_("Hoạt động"), tone="ok"),
        ]
        for one in members
    ]
    head = [_("Thành viên"), _("Loại"), _("Tình trạng")]
    return Table(_("Cơ quan, tổ chức tham gia"), [Column(one) for one in head], rows)


def system_table(systems: Iterable[InformationSystem]) -> Table:
    head = [_("Hệ thống"), _("Mã"), _("CSDL quốc gia")]
    rows = [[one.name, str(one), _("Có") if one.national else _("Không")] for one in systems]
    return Table(_("Hệ thống thông tin"), [Column(one) for one in head], rows)


def version_table(versions: Iterable[ServiceVersion]) -> Table:
    """The newest first; what changed in words."""
    rows: list[list[Cell | str]] = []
    for one in versions:
        if one.number == 1:
            breaking = Cell(_("Bản đầu"))
        elif one.breaking:
            breaking = Cell(_("Không tương thích"), tone="late")
        else:
            breaking = Cell(_("Tương thích"), tone="ok")
        when = f"{one.imported_at:%d/%m/%Y}"
        rows.append([f"{one.number}", when, breaking, changes_of(one)])
    head = [_("Bản"), _("Ngày nhập"), _("So với bản trước"), _("Thay đổi")]
    return Table(_("Các phiên bản mô tả"), [Column(one) for one in head], rows)


def changes_of(version: ServiceVersion) -> str:
    """At most a few hundred letters."""
    named = [
        (_("thêm"), "added"),
        (_("bỏ"), "removed"),
        (_("bắt buộc thêm"), "now_required"),
        (_("mất trường"), "fields_gone"),
    ]
    parts = [
        f"{words}: {', '.join(version.changes[key])}" for words, key in named if version.changes.get(key)
    ]
    return "; ".join(parts)[:400] or "–"


def place_table(places: Iterable[ServiceAddress]) -> Table:
    head = [_("Môi trường"), _("Địa chỉ")]
    rows = [[one.get_environment_display(), one.words()] for one in places]
    return Table(_("Nơi đặt dịch vụ"), [Column(one) for one in head], rows)
