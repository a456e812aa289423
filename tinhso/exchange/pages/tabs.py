"""The tabs on the pages of the data exchange."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.shapes import Tab


def exchange_tabs(request: HttpRequest) -> list[Tab]:
    named = [
        ("exchange_agreements", _("Thỏa thuận")),
        ("exchange_services", _("Dịch vụ")),
        ("exchange_members", _("Thành viên")),
        ("exchange_groups", _("Nhóm")),
        ("exchange_registers", _("Danh mục, từ điển")),
        ("exchange_policies", _("Chính sách")),
        ("exchange_deliveries", _("Sự kiện")),
        ("exchange_calls", _("Lời gọi")),
        ("exchange_monitoring", _("Theo dõi")),
    ]
    return [Tab(label, reverse(name), request.path == reverse(name)) for name, label in named]
