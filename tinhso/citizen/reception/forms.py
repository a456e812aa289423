"""The shape of bookings, of what the desk notes, and of a schedule."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.models import ReceptionDay, ReceptionVisit
from tinhso.citizen.models.reception_schedule import MOST_SEATS
from tinhso.citizen.sender.phones import plain_phone
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.dates import read_moment

NO_TIME = _("Chọn một khung giờ còn chỗ.")
NO_REASON = _("Viết lý do; lý do được đăng công khai, không ghi tên ai.")
WEEKDAYS = [
    ("0", _("Thứ hai")),
    ("1", _("Thứ ba")),
    ("2", _("Thứ tư")),
    ("3", _("Thứ năm")),
    ("4", _("Thứ sáu")),
]


class SlotForm(forms.Form):
    """`at` is the beginning of a slot as ISO, with its zone."""

    at = forms.CharField(
        label=_("Giờ"), max_length=40, error_messages={"required": NO_TIME, "max_length": NO_TIME}
    )

    def clean_at(self) -> datetime:
        try:
            at = read_moment(self.cleaned_data["at"])
        except ValueError as error:
            raise forms.ValidationError(NO_TIME) from error
        if at.tzinfo is None:
            raise forms.ValidationError(NO_TIME)
        return at


class BookingForm(SlotForm):
    key = forms.UUIDField(widget=forms.HiddenInput)
    name = WordsField(_("Họ và tên"), 120, error_messages={"required": _("Nhập họ và tên.")})
    phone = forms.CharField(
        label=_("Điện thoại"),
        max_length=20,
        help_text=_("Để cơ quan báo khi lịch thay đổi. Xoá sau buổi tiếp theo thời hạn lưu."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Nhập số điện thoại."), "max_length": _("Nhập 10 chữ số.")},
    )
    priority = forms.BooleanField(label=_("Tôi thuộc diện được ưu tiên tiếp trước"), required=False)

    def __init__(self, *args: Any, confirmed: str = "", **kwargs: Any) -> None:
        """`confirmed` is the telephone that answered a code: it is the one of the booking, whatever is sent."""
        super().__init__(*args, **kwargs)
        self.confirmed = confirmed
        if confirmed:
            del self.fields["phone"]

    def clean_phone(self) -> str:
        phone = plain_phone(self.cleaned_data["phone"])
        if not phone:
            raise forms.ValidationError(_("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."))
        return phone


class ReceptionDateForm(forms.Form):
    """The day that the desk wants to see; left out it is today."""

    ngay = VnDateField(
        label=_("Ngày"), required=False, input_formats=(*VnDateField.input_formats, "%Y-%m-%d")
    )


class OutcomeForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("Kết quả"),
        choices=ReceptionVisit.Outcome.choices,
        error_messages={"required": _("Chọn kết quả."), "invalid_choice": _("Chọn kết quả.")},
    )
    case_code = forms.CharField(
        label=_("Số đơn, mã phản ánh, kiến nghị"),
        max_length=60,
        required=False,
        error_messages={"max_length": _("Số đơn dài quá 60 ký tự.")},
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        data["case_code"] = data.get("case_code", "").strip().replace("\x00", "")
        if data.get("outcome") in {"complaint", "feedback"} and not data["case_code"]:
            self.add_error("case_code", _("Ghi đơn vào sổ trước, rồi nhập số đơn ở đây."))
        return data


class CloseForm(forms.Form):
    state = forms.ChoiceField(
        label=_("Ai đã tiếp"),
        choices=[
            (ReceptionDay.State.LEADER.value, ReceptionDay.State.LEADER.label),
            (ReceptionDay.State.DEPUTY.value, ReceptionDay.State.DEPUTY.label),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn ai đã tiếp.")},
    )
    denunciations = WholeNumberField(
        label=_("Số lượt tố cáo"),
        min_value=0,
        max_value=200,
        initial=0,
        help_text=_("Chỉ cộng vào số của quý; không ghi ai, không ghi nội dung."),
        error_messages={
            "required": _("Nhập một số, không có thì ghi 0."),
            "invalid": _("Nhập một số, ví dụ 0."),
            "min_value": _("Nhập từ 0 đến 200."),
            "max_value": _("Nhập từ 0 đến 200."),
        },
    )


class ChangeForm(forms.Form):
    change = forms.ChoiceField(
        label=_("Thay đổi"),
        choices=[
            ("move", _("Chuyển sang ngày khác")),
            ("deputy", _("Người khác tiếp thay")),
            ("cancel", _("Không tổ chức")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn một thay đổi.")},
    )
    to = VnDateField(label=_("Ngày mới (khi chuyển ngày)"), required=False)
    deputy = WordsField(_("Chức vụ người tiếp thay"), 120, required=False)
    reason = WordsField(_("Lý do, đăng công khai"), 300, rows=3, error_messages={"required": NO_REASON})

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("change") == "move" and not data.get("to") and "to" not in self.errors:
            self.add_error("to", _("Nhập ngày mới."))
        if data.get("change") == "deputy" and not data.get("deputy"):
            self.add_error("deputy", _("Nhập chức vụ, không nhập tên."))
        return data


class ScheduleForm(forms.Form):
    post = WordsField(
        _("Chức vụ người tiếp"), 120, error_messages={"required": _("Nhập chức vụ, không nhập tên.")}
    )
    weekdays = forms.MultipleChoiceField(
        label=_("Ngày trong tuần"), choices=WEEKDAYS, required=False, widget=forms.CheckboxSelectMultiple
    )
    month_days = forms.RegexField(
        r"^\s*\d{1,2}(\s*,\s*\d{1,2}){0,5}\s*$",
        label=_("Ngày trong tháng"),
        required=False,
        max_length=40,
        help_text=_("Ví dụ 10, 25. Bỏ trống cả hai: mọi ngày làm việc, không nhận đăng ký trước."),
        error_messages={"invalid": _("Ghi các ngày từ 1 đến 31, cách nhau dấu phẩy.")},
    )
    hours = forms.RegexField(
        r"^\d\d:\d\d-\d\d:\d\d(,\d\d:\d\d-\d\d:\d\d)?$",
        label=_("Giờ"),
        max_length=23,
        help_text=_("Ví dụ 08:00-11:30 hoặc 08:00-11:30,13:30-16:30"),
        error_messages={
            "required": _("Nhập giờ."),
            "invalid": _("Ghi giờ dạng 08:00-11:30,13:30-16:30."),
            "max_length": _("Ghi giờ dạng 08:00-11:30,13:30-16:30."),
        },
    )
    place = WordsField(_("Nơi tiếp"), 200, error_messages={"required": _("Nhập nơi tiếp.")})
    seats = WholeNumberField(
        label=_("Số người đăng ký mỗi khung giờ"),
        min_value=0,
        max_value=MOST_SEATS,
        help_text=_("Ghi 0 để không nhận đăng ký trước."),
        error_messages={
            "required": _("Nhập một số."),
            "invalid": _("Nhập một số, ví dụ 1."),
            "min_value": _("Nhập từ 0 đến 20."),
            "max_value": _("Nhập từ 0 đến 20."),
        },
    )
    starts = VnDateField(label=_("Từ ngày"))
    source = WordsField(
        _("Căn cứ, lý do thay đổi"), 300, error_messages={"required": _("Nhập số thông báo hoặc lý do.")}
    )

    def clean_month_days(self) -> list[int]:
        days = sorted({int(one) for one in self.cleaned_data["month_days"].split(",") if one.strip()})
        if any(not 1 <= one <= 31 for one in days):
            raise forms.ValidationError(_("Ghi các ngày từ 1 đến 31, cách nhau dấu phẩy."))
        return days

    def clean_weekdays(self) -> list[int]:
        return [int(one) for one in self.cleaned_data["weekdays"]]

    def clean_hours(self) -> str:
        """Each span is a time of day, and one comes after the other."""
        text: str = self.cleaned_data["hours"]
        try:
            ends = [time.fromisoformat(one) for span in text.split(",") for one in span.split("-")]
        except ValueError as error:
            raise forms.ValidationError(_("Giờ từ 00:00 đến 23:59.")) from error
        if ends != sorted(set(ends)):
            raise forms.ValidationError(_("Giờ sau phải muộn hơn giờ trước."))
        return text
