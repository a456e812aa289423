"""The shape of what officers write about alerts, and of the places that people choose."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.alerts.reference_data import risk_levels
from tinhso.citizen.models import Alert
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.forms import VnDateField, paragraphs
from tinhso.lib.dates import HANOI


class CommunesField(forms.ModelMultipleChoiceField):
    """Communes with their district where there are some: names are used more than once in a province."""

    on: date

    def label_from_instance(self, unit: Any) -> str:
        district = unit.district_on(self.on)
        return f"{unit.name}, {district.name}" if district else str(unit.name)


def offer(field: Any, communes: Any, on: date) -> None:
    """The communes to choose from, with their districts of that day."""
    field.on, field.queryset = on, communes.select_related("parent")


class AlertForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Loại"),
        choices=Alert.Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn loại cảnh báo.")},
    )
    risk_level = forms.TypedChoiceField(
        label=_("Cấp độ rủi ro thiên tai"),
        coerce=int,
        empty_value=None,
        required=False,
        help_text=_("Theo bản tin chính thức; chỉ dùng cho thời tiết, thiên tai."),
        choices=[("", _("Không có")), *((n, f"{n} ({x.colour_name})") for n, x in risk_levels().items())],
    )
    severity = forms.ChoiceField(
        label=_("Mức độ, khi không có cấp độ rủi ro"), choices=Alert.Severity.choices, initial="moderate"
    )
    headline = forms.CharField(
        label=_("Tiêu đề"),
        max_length=160,
        error_messages={"required": _("Viết tiêu đề."), "max_length": _("Tiêu đề dài tối đa 160 ký tự.")},
    )
    text = paragraphs(_("Nội dung"), _("Viết nội dung."))
    instruction = forms.CharField(
        label=_("Người dân cần làm gì"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(
        label=_("Nguồn"),
        max_length=200,
        help_text=_("Cơ quan ra bản tin, ví dụ Đài Khí tượng Thủy văn tỉnh."),
        error_messages={"required": _("Ghi nguồn của cảnh báo.")},
    )
    districts = forms.ModelMultipleChoiceField(
        label=_("Cả huyện, thị xã, thành phố"),
        queryset=AdminUnit.objects.none(),
        required=False,
        help_text=_("Mọi xã, phường của nơi đã chọn. Giữ phím Ctrl để chọn nhiều."),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    units = CommunesField(
        label=_("Xã, phường"),
        queryset=AdminUnit.objects.none(),
        required=False,
        help_text=_("Để trống mọi nơi là toàn tỉnh. Giữ phím Ctrl để chọn nhiều."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )
    ends_on = VnDateField(label=_("Hết hiệu lực ngày"))
    ends_at = forms.TimeField(
        label=_("Giờ hết hiệu lực"),
        input_formats=["%H:%M", "%H giờ", "%H"],
        help_text=_("Ví dụ 20:00"),
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "short"}),
        error_messages={"required": _("Ghi giờ, ví dụ 20:00."), "invalid": _("Ghi giờ, ví dụ 20:00.")},
    )

    def __init__(self, *args: Any, communes: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["units"], communes, on)
        above = {unit.parent_id for unit in communes if unit.parent_id}
        districts = AdminUnit.objects.on(on).filter(pk__in=above, level=AdminUnit.Level.DISTRICT)
        districts = districts.order_by("sort_key")
        if districts:
            self.fields["districts"].queryset = districts  # type: ignore[attr-defined]
        else:
            del self.fields["districts"]

    def places(self) -> tuple[AdminUnit, ...]:
        """The communes that were chosen, and all those of the districts, each once."""
        chosen, whole = self.cleaned_data["units"], self.cleaned_data.get("districts") or []
        within = self.fields["units"].queryset.filter(parent__in=whole)  # type: ignore[attr-defined]
        return tuple({unit.pk: unit for unit in (*chosen, *within)}.values())

    def expires_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["ends_on"], self.cleaned_data["ends_at"], tzinfo=HANOI)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do huỷ, được công khai"),
        max_length=500,
        error_messages={"required": _("Nhập lý do huỷ.")},
    )


class PlacesForm(forms.Form):
    units = CommunesField(
        label=_("Xã, phường nhận cảnh báo"),
        queryset=AdminUnit.objects.none(),
        required=False,
        help_text=_("Chọn tối đa 10 nơi. Trên máy tính, giữ phím Ctrl để chọn nhiều."),
        widget=forms.SelectMultiple(attrs={"size": 10}),
    )

    def __init__(self, *args: Any, communes: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.fields["units"], communes, on)
