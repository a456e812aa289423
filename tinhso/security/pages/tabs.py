"""The tabs on the pages of cybersecurity: a row of groups, and below it the pages of the one that is open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, Role, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site.shapes import Tab

Page = tuple[str, str, tuple[type[Role], ...]]


@dataclass(frozen=True)
class SecurityTabs:
    """`name` is that of the open group, whose pages are `inner`; none where there is but one."""

    groups: list[Tab]
    inner: list[Tab]
    name: str


def _groups() -> list[tuple[str, list[Page]]]:
    watch = (SecurityCoordinator, SecurityOfficer)
    all_three = (*watch, Head)
    return [
        (
            _("Tổng quan"),
            [
                ("security_posture", _("Bức tranh"), all_three),
                ("security_report", _("Báo cáo kỳ"), all_three),
                ("security_advisories", _("Cảnh báo"), all_three),
            ],
        ),
        (
            _("Hệ thống, máy"),
            [
                ("information_systems", _("Hệ thống thông tin"), all_three),
                ("level_dossiers", _("Hồ sơ cấp độ"), all_three),
                ("security_inventory", _("Kiểm kê"), all_three),
                ("machines", _("Máy, địa chỉ"), watch),
                ("unregistered_machines", _("Máy chưa biết"), (SecurityCoordinator,)),
                ("software_components", _("Thành phần phần mềm"), all_three),
            ],
        ),
        (
            _("Điểm yếu"),
            [
                ("security_findings", _("Danh sách điểm yếu"), all_three),
                ("scan_imports", _("Báo cáo quét"), watch),
                ("vex_statements", _("Tuyên bố VEX"), all_three),
            ],
        ),
        (
            _("Săn tìm"),
            [
                ("detection_hits", _("Phát hiện"), watch),
                ("log_suspicions", _("Nghi vấn"), watch),
                ("network_logs", _("Nhật ký mạng"), watch),
                ("log_openings", _("Mở tên"), all_three),
                ("indicators", _("Chỉ dấu"), watch),
                ("intelligence_sources", _("Nguồn chỉ dấu"), watch),
            ],
        ),
        (_("Sự cố mạng"), [("cyber_incidents", _("Sự cố mạng"), all_three)]),
        (
            _("Đầu mối"),
            [
                ("security_contacts", _("Đầu mối"), (*watch, SupportDesk)),
                ("security_duties", _("Cơ quan chuyên trách"), ()),
            ],
        ),
    ]


def security_tabs(request: HttpRequest, by: Actor) -> SecurityTabs:
    groups: list[Tab] = []
    inner: list[Tab] = []
    name = ""
    for label, pages in _groups():
        open_to = [
            Tab(words, reverse(page), request.path == reverse(page))
            for page, words, roles in pages
            if not roles or any(by.holds(role) for role in roles)
        ]
        if not open_to:
            continue
        current = any(tab.current for tab in open_to)
        groups.append(Tab(label, open_to[0].url, current))
        if current and len(open_to) > 1:
            inner, name = open_to, label
    return SecurityTabs(groups, inner, name)
