"""Forms of the register of information systems."""

from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.security.levels.criteria import criteria_on
from tinhso.security.models import ProtectionLayer
from tinhso.security.systems.entry import SCOPES, SystemEntry

LEVELS = [(1, _("Cấp độ 1")), (2, _("Cấp độ 2")), (3, _("Cấp độ 3"))]


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class SystemForm(forms.Form):
    """All that the register says of a system; `criteria` are those of the day."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput, required=False)
    scope = forms.ChoiceField(label=_("Hệ thống thuộc"), choices=SCOPES)
    name = WordsField(_("Tên hệ thống"), 200)
    purpose = WordsField(_("Mục đích, chức năng chính"), 1000, rows=3)
    owner = AgencyField(label=_("Chủ quản"), queryset=Agency.objects.none(), empty_label=_("Chọn"))
    operator = AgencyField(
        label=_("Đơn vị vận hành"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=_("Doanh nghiệp, ghi tên ở dưới"),
    )
    operator_name = WordsField(_("Doanh nghiệp vận hành"), 200, required=False)
    data_kinds = WordsField(_("Dữ liệu trong hệ thống"), 1000, rows=3)
    users = WordsField(_("Ai sử dụng"), 500, rows=2)
    people_count = WholeNumberField(
        label=_("Số người có thông tin trong hệ thống"), min_value=0, max_value=100_000_000
    )
    criteria = forms.MultipleChoiceField(
        label=_("Căn cứ xác định cấp độ"), choices=(), widget=forms.CheckboxSelectMultiple
    )
    starts = VnDateField(label=_("Đưa vào sử dụng từ ngày"))

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        agencies = Agency.objects.on(day).exclude(kind=Agency.Kind.DESK)
        self.fields["owner"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["operator"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["criteria"].choices = [(one.code, one.label) for one in criteria_on(day)]  # type: ignore[attr-defined]

    def entry(self) -> SystemEntry:
        names = (
            "scope name purpose owner operator operator_name data_kinds users people_count criteria starts"
        )
        return SystemEntry(**{name: self.cleaned_data[name] for name in names.split()})


class RetireForm(forms.Form):
    retired_on = VnDateField(label=_("Ngừng sử dụng từ ngày"))
    reason = WordsField(_("Lý do"), 500, rows=2)


class ConnectionForm(forms.Form):
    partner_name = WordsField(_("Kết nối với hệ thống"), 200)
    data_passed = WordsField(_("Dữ liệu trao đổi"), 500, rows=2)
    protected_by = WordsField(
        _("Cách bảo vệ"), 300, required=False, help_text=_("Ví dụ: mạng truyền số liệu chuyên dùng, TLS 1.3.")
    )
    starts = VnDateField(label=_("Từ ngày"))


class EndForm(forms.Form):
    ends = VnDateField(label=_("Kết thúc từ ngày"))


class LayerForm(forms.Form):
    layer = forms.TypedChoiceField(label=_("Lớp"), choices=ProtectionLayer.Layer.choices, coerce=int)
    provider = WordsField(_("Đơn vị thực hiện"), 200)
    evidence = WordsField(
        _("Hợp đồng, quyết định"), 300, help_text=_("Số, ngày của hợp đồng hoặc quyết định.")
    )
    starts = VnDateField(label=_("Từ ngày"))


class ApprovalForm(forms.Form):
    level = forms.TypedChoiceField(label=_("Cấp độ được duyệt"), choices=LEVELS, coerce=int)
    number = WordsField(_("Số quyết định"), 60)
    decided_on = VnDateField(label=_("Ngày quyết định"))
    decided_by = AgencyField(
        label=_("Cơ quan phê duyệt"), queryset=Agency.objects.none(), empty_label=_("Chọn")
    )
    expires_on = VnDateField(label=_("Hết hiệu lực từ ngày"), required=False)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        agencies = Agency.objects.on(day).exclude(kind=Agency.Kind.DESK)
        self.fields["decided_by"].queryset = agencies  # type: ignore[attr-defined]


class ReviewForm(forms.Form):
    reviewed_on = VnDateField(label=_("Ngày kiểm tra"))
    complete = forms.BooleanField(label=_("Đã triển khai đủ phương án được phê duyệt"), required=False)
    lacking = WordsField(_("Nội dung chưa triển khai"), 1000, rows=3, required=False)
