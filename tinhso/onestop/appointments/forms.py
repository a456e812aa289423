"""The shape of a booking and of a desk's number of seats."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WholeNumberField
from tinhso.lib.dates import read_moment
from tinhso.onestop.models.appointments.desk_capacity import MOST_SEATS

NO_TIME = _("Chọn một khung giờ còn chỗ.")


class BookForm(forms.Form):
    """`at` is the beginning of a slot as ISO, with its zone."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    at = forms.CharField(max_length=40, error_messages={"required": NO_TIME, "max_length": NO_TIME})
    procedure = forms.CharField(max_length=60, required=False)
    priority = forms.BooleanField(required=False)
    home_visit = forms.BooleanField(required=False)

    def clean_at(self) -> datetime:
        try:
            at = read_moment(self.cleaned_data["at"])
        except ValueError as error:
            raise forms.ValidationError(NO_TIME) from error
        if at.tzinfo is None:
            raise forms.ValidationError(NO_TIME)
        return at


class DeskDayForm(forms.Form):
    """The day that the desk wants to see; left out it is today."""

    ngay = VnDateField(
        label=_("Ngày"), required=False, input_formats=(*VnDateField.input_formats, "%Y-%m-%d")
    )


class CapacityForm(forms.Form):
    seats = WholeNumberField(
        label=_("Số người hẹn mỗi khung giờ"),
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("Ghi 0 để ngừng nhận lịch hẹn."),
        error_messages={
            "required": _("Nhập số người."),
            "invalid": _("Nhập một số, ví dụ 4."),
            "min_value": _("Nhập từ 0 đến 60."),
            "max_value": _("Nhập từ 0 đến 60."),
        },
    )
    starts = VnDateField(
        label=_("Từ ngày"),
        error_messages={
            "required": _("Nhập ngày."),
            "invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024."),
        },
    )
    source = forms.CharField(
        label=_("Lý do, căn cứ"),
        max_length=200,
        error_messages={
            "required": _("Nhập lý do hoặc số văn bản."),
            "max_length": _("Nội dung dài quá 200 ký tự. Ông/bà rút gọn lại."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seats"].widget.attrs["class"] = "short"
