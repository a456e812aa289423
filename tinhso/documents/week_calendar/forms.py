"""Forms of the weekly calendar."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import User
from tinhso.kernel.site.forms import DayField, VnDateField, WordsField


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, user: User) -> str:
        return str(user.full_name)


class HourField(forms.TimeField):
    """An hour as it is typed here: 8:00, 8h30, 8h."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})
    input_formats = ["%H:%M", "%Hh%M", "%Hh"]
    default_error_messages = {"invalid": _("Ghi giờ như 8:00 hoặc 14:30.")}


class EntryForm(forms.Form):
    """One line; `client_key` makes one of a form that is sent twice."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    day = VnDateField(label=_("Ngày"))
    begins = HourField(
        label=_("Giờ bắt đầu"), required=False, help_text=_("Ví dụ 8:00; để trống nếu cả ngày.")
    )
    ends = HourField(
        label=_("Giờ kết thúc"),
        required=False,
        help_text=_("Để trống nếu chưa biết; chỉ xem trùng từ giờ bắt đầu."),
    )
    leader = LeaderField(label=_("Lãnh đạo"), queryset=User.objects.none())
    subject = WordsField(_("Nội dung"), 300, rows=2)
    place = WordsField(_("Địa điểm"), 200, required=False)
    attending = WordsField(_("Thành phần"), 300, required=False)

    def __init__(self, *args: Any, leaders: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]


class StrikeEntryForm(forms.Form):
    reason = WordsField(_("Lý do hoãn, bỏ"), 300, rows=2)


class ApproveWeekForm(forms.Form):
    monday = DayField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=1, max_value=2**62, widget=forms.HiddenInput)
