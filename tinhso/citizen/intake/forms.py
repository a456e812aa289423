"""The shape of what is typed when a report is sent, page by page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.models import ReportCategory
from tinhso.citizen.reports.content import MOST_ADDRESS, MOST_TEXT, OUTSIDE, on_the_map
from tinhso.citizen.sender.phones import plain_phone
from tinhso.kernel.places.public import AdminUnit, units_on
from tinhso.kernel.site.forms import CoordinateField


class PlaceForm(forms.Form):
    """Where it is: a point, an address, a commune of today's borders; one of them is enough."""

    address = forms.CharField(
        label=_("Địa chỉ, hoặc mô tả nơi xảy ra"),
        max_length=MOST_ADDRESS,
        required=False,
        help_text=_("Ví dụ: trước số 12 đường Lê Lợi; đầu cầu thôn Đông"),
    )
    commune = forms.ModelChoiceField(
        label=_("Xã, phường, thị trấn"),
        queryset=AdminUnit.objects.none(),
        required=False,
        to_field_name="code",
    )
    lat = CoordinateField(label=_("Vĩ độ"), min_value=-90, max_value=90, required=False)
    lon = CoordinateField(label=_("Kinh độ"), min_value=-180, max_value=180, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = on
        communes = units_on(on, AdminUnit.Level.COMMUNE).select_related("parent")
        self.fields["commune"].queryset = communes  # type: ignore[attr-defined]
        self.fields["commune"].label_from_instance = lambda unit: commune_label(unit, on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if (data.get("lat") is None) != (data.get("lon") is None):
            self.add_error("lat", _("Ghi cả vĩ độ và kinh độ, hoặc bỏ trống cả hai."))
        if not self.errors and not (
            data.get("address", "").strip() or data.get("commune") or data.get("lat") is not None
        ):
            self.add_error("address", _("Cho biết nơi xảy ra: ghi địa chỉ, chọn xã, phường hoặc cho vị trí."))
        lat, lon = data.get("lat"), data.get("lon")
        if lat is not None and lon is not None and not on_the_map(lat, lon, self.day):
            self.add_error("lat", OUTSIDE)
        return data


def commune_label(unit: AdminUnit, on: date) -> str:
    """The commune with its district where it has one: names repeat."""
    district = unit.district_on(on)
    return f"{unit.name}, {district.name}" if district else unit.name


class CategoryForm(forms.Form):
    """What it is about, and some words on it."""

    category = forms.ModelChoiceField(
        label=_("Nội dung phản ánh"),
        queryset=ReportCategory.objects.none(),
        to_field_name="code",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Chọn nội dung phản ánh.")},
    )
    description = forms.CharField(
        label=_("Mô tả sự việc"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Đừng ghi họ tên, số điện thoại của mình hoặc người khác vào đây."),
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = ReportCategory.objects.on(on)  # type: ignore[attr-defined]


class ContactForm(forms.Form):
    """Who reports; the handling unit reads none of it but a name that is to stand beside the report."""

    name = forms.CharField(
        label=_("Họ và tên"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label=_("Số điện thoại"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Để báo kết quả; chỉ cơ quan đầu mối đọc được, đơn vị xử lý không biết."),
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=120,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    anonymous = forms.BooleanField(
        label=_("Không đăng tên tôi"),
        required=False,
        help_text=_("Bỏ dấu này thì tên hiện cùng phản ánh, đơn vị xử lý cũng đọc được."),
    )

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        phone = plain_phone(typed)
        if typed and not phone:
            raise forms.ValidationError(_("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."))
        return phone
