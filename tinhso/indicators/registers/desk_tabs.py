"""The tabs of what officers keep about digital transformation."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tinhso.kernel.site.shapes import Tab


def desk_tabs(request: HttpRequest) -> list[Tab]:
    named = [
        ("plan_desk", _("Kế hoạch, nhiệm vụ")),
        ("model_desk", _("Mô hình hay")),
        ("programmes", _("Hỗ trợ doanh nghiệp")),
        ("infrastructure_desk", _("Hạ tầng số")),
        ("assessments", _("Tự đánh giá, thẩm định")),
    ]
    return [Tab(label, reverse(name), request.path == reverse(name)) for name, label in named]
