"""The tabs on the pages of cybersecurity."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Head, Role, SecurityCoordinator, SecurityOfficer, SupportDesk
from tinhso.kernel.site.shapes import Tab


def security_tabs(request: HttpRequest, by: Actor) -> list[Tab]:
    named: list[tuple[str, str, tuple[type[Role], ...]]] = [
        ("security_posture", _("Bức tranh"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("security_report", _("Báo cáo kỳ"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("information_systems", _("Hệ thống thông tin"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("level_dossiers", _("Hồ sơ cấp độ"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("security_inventory", _("Kiểm kê"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("machines", _("Máy, địa chỉ"), (SecurityCoordinator, SecurityOfficer)),
        ("security_findings", _("Điểm yếu"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("security_advisories", _("Cảnh báo"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("scan_imports", _("Báo cáo quét"), (SecurityCoordinator, SecurityOfficer)),
        ("detection_hits", _("Phát hiện"), (SecurityCoordinator, SecurityOfficer)),
        ("network_logs", _("Nhật ký mạng"), (SecurityCoordinator, SecurityOfficer)),
        ("log_suspicions", _("Nghi vấn"), (SecurityCoordinator, SecurityOfficer)),
        ("log_openings", _("Mở tên"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("unregistered_machines", _("Máy chưa biết"), (SecurityCoordinator,)),
        ("cyber_incidents", _("Sự cố mạng"), (SecurityCoordinator, SecurityOfficer, Head)),
        ("indicators", _("Chỉ dấu"), (SecurityCoordinator, SecurityOfficer)),
        ("intelligence_sources", _("Nguồn chỉ dấu"), (SecurityCoordinator, SecurityOfficer)),
        ("security_contacts", _("Đầu mối"), (SecurityCoordinator, SecurityOfficer, SupportDesk)),
        ("security_duties", _("Cơ quan chuyên trách"), ()),
    ]
    return [
        Tab(label, reverse(name), request.path == reverse(name))
        for name, label, roles in named
        if not roles or any(by.holds(role) for role in roles)
    ]
