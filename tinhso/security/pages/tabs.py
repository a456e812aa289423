"""The tabs on the pages of cybersecurity: a row of groups, and below it the pages of the one that is open."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, Role, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site.shapes import Tab

Page = tuple[str, str, tuple[type[Role], ...]]
Group = tuple[str, list[Page]]
WATCH = (SecurityCoordinator, SecurityOfficer)
ALL_THREE = (*WATCH, Head)


@dataclass(frozen=True)
class SecurityTabs:
    """`name` is that of the open group, whose pages are `inner`; none where there is but one."""

    groups: list[Tab]
    inner: list[Tab]
    name: str


def _registers() -> list[Group]:
    return [
        (
            _("Tổng quan"),
            [
                ("security_posture", _("Bức tranh"), ALL_THREE),
                ("security_report", _("Báo cáo kỳ"), ALL_THREE),
                ("security_advisories", _("Cảnh báo"), ALL_THREE),
            ],
        ),
        (
            _("Hệ thống, máy"),
            [
                ("information_systems", _("Hệ thống thông tin"), ALL_THREE),
                ("level_dossiers", _("Hồ sơ cấp độ"), ALL_THREE),
                ("security_inventory", _("Kiểm kê"), ALL_THREE),
                ("machines", _("Máy, địa chỉ"), WATCH),
                ("unregistered_machines", _("Máy chưa biết"), (SecurityCoordinator,)),
                ("software_components", _("Thành phần phần mềm"), ALL_THREE),
            ],
        ),
        (
            _("Điểm yếu"),
            [
                ("security_findings", _("Danh sách điểm yếu"), ALL_THREE),
                ("scan_imports", _("Báo cáo quét"), WATCH),
                ("vex_statements", _("Tuyên bố VEX"), ALL_THREE),
            ],
        ),
    ]


def _watching() -> list[Group]:
    return [
        (
            _("Săn tìm"),
            [
                ("detection_hits", _("Phát hiện"), WATCH),
                ("log_suspicions", _("Nghi vấn"), WATCH),
                ("network_logs", _("Nhật ký mạng"), WATCH),
                ("log_openings", _("Mở tên"), ALL_THREE),
                ("indicators", _("Chỉ dấu"), WATCH),
                ("intelligence_sources", _("Nguồn chỉ dấu"), WATCH),
            ],
        ),
        (_("Sự cố mạng"), [("cyber_incidents", _("Sự cố mạng"), ALL_THREE)]),
        (
            _("Đầu mối"),
            [
                ("security_contacts", _("Đầu mối"), (*WATCH, SupportDesk)),
                ("security_duties", _("Cơ quan chuyên trách"), ()),
            ],
        ),
    ]


def security_tabs(request: HttpRequest, by: Actor) -> SecurityTabs:
    groups: list[Tab] = []
    inner: list[Tab] = []
    name = ""
    for label, pages in [*_registers(), *_watching()]:
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
