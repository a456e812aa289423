"""The tabs on the pages of official documents."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Auditor, Clerk, Examiner, Head, Role
from tinhso.kernel.site.shapes import Tab


def document_tabs(request: HttpRequest, by: Actor) -> list[Tab]:
    named: list[tuple[str, str, tuple[type[Role], ...]]] = [
        ("arriving_documents", _("Văn bản đến"), ()),
        ("document_scans", _("Bản quét"), (Clerk,)),
        ("arrival_register", _("Sổ văn bản đến"), (Clerk, Head, Auditor)),
        ("arrival_handling", _("Tình hình xử lý"), (Clerk, Head, Auditor)),
        ("axis_arrivals", _("Trục liên thông"), (Clerk,)),
        ("assignments", _("Nhiệm vụ"), (Examiner, Head, Clerk, Auditor)),
        ("outgoing_documents", _("Văn bản đi"), ()),
        ("consultation_desks", _("Lấy ý kiến"), (Examiner, Head, Clerk)),
        ("rule_steps", _("Quy phạm pháp luật"), (Examiner, Head, Clerk)),
        ("outgoing_signing", _("Chờ ký"), (Head,)),
        ("outgoing_sealing", _("Chờ đóng dấu"), (Clerk,)),
        ("document_rights", _("Thay đổi quyền"), (Head,)),
        ("document_register", _("Sổ văn bản đi"), (Clerk, Head, Auditor)),
        ("outgoing_progress", _("Tình hình văn bản đi"), (Clerk, Head, Auditor)),
        ("outside_recipients", _("Nơi nhận ngoài tỉnh"), (Clerk,)),
        ("document_copies", _("Bản sao"), ()),
        ("week_calendar", _("Lịch tuần"), ()),
        ("find_documents", _("Tìm văn bản"), ()),
        ("work_files", _("Hồ sơ công việc"), ()),
    ]
    return [
        Tab(label, reverse(name), request.path == reverse(name))
        for name, label, roles in named
        if not roles or any(by.holds(role) for role in roles)
    ]
