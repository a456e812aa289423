"""Forms of channels and broadcasts: shapes and limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.press.articles.forms import MomentField
from tinhso.press.models import Channel

DAYS = [
    (1, _("Thứ Hai")),
    (2, _("Thứ Ba")),
    (3, _("Thứ Tư")),
    (4, _("Thứ Năm")),
    (5, _("Thứ Sáu")),
    (6, _("Thứ Bảy")),
    (7, _("Chủ nhật")),
]


class ChannelForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại kênh"), choices=Channel.Kind.choices)
    name = WordsField(_("Tên kênh"), 160)
    address = WordsField(
        _("Địa chỉ trên mạng"),
        300,
        required=False,
        help_text=_("Chỉ với trang mạng xã hội, trang thông tin điện tử; bắt đầu bằng https://."),
    )
    points = WholeNumberField(label=_("Số cụm loa, số bảng"), required=False)
    starts = VnDateField(label=_("Hoạt động từ ngày"))


class EndForm(forms.Form):
    ends = VnDateField(label=_("Thôi hoạt động từ ngày"))


class VerifyForm(forms.Form):
    """A press on a button, on a page that says what it means."""


class HourField(forms.TimeField):
    def __init__(self, label: Any) -> None:
        wrong = {"invalid": _("Ghi giờ như 05:00 hoặc 17:30.")}
        super().__init__(label=label, input_formats=("%H:%M", "%Hh%M"), error_messages=wrong)
        self.widget.attrs["class"] = "short"


class SlotForm(forms.Form):
    days = forms.TypedMultipleChoiceField(
        label=_("Các ngày"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    begins = HourField(_("Từ giờ"))
    ends = HourField(_("Đến giờ"))
    programme = WordsField(_("Chương trình"), 160)


class BroadcastForm(forms.Form):
    title = WordsField(_("Tên bản tin"), 200)
    text = WordsField(_("Lời bản tin"), 8000, rows=8, help_text=_("Viết như sẽ đọc trên loa."))
    planned_at = MomentField(_("Phát lúc"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["planned_at"].required = True
        self.fields["planned_at"].help_text = _(
            "Ngày/tháng/năm giờ:phút, trong khung giờ phát của kênh, ví dụ 08/03/2024 17:10."
        )


class RecordingForm(forms.Form):
    file = forms.FileField(
        label=_("Bản ghi âm"), help_text=_("Tệp MP3, OGG hoặc M4A, nhiều nhất 20 MB và 30 phút.")
    )


class AiredForm(forms.Form):
    at = MomentField(_("Đã phát lúc"))
    note = WordsField(_("Ghi chú"), 300, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["at"].help_text = _("Ngày/tháng/năm giờ:phút. Để trống là lúc này.")


class DeclineForm(forms.Form):
    note = WordsField(_("Lý do không duyệt"), 300, rows=2)


class MissedForm(forms.Form):
    note = WordsField(_("Lý do không phát được"), 300, rows=2)
