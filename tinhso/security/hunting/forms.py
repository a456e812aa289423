from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.models import LogSuspicion


class QueueForm(forms.Form):
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=[("cho", _("Chờ xem xét")), ("bo-qua", _("Đã bỏ qua")), ("diem-yeu", _("Đã thành điểm yếu"))],
    )
    loai = forms.ChoiceField(
        label=_("Dấu hiệu"), required=False, choices=[("", _("Mọi dấu hiệu")), *LogSuspicion.Kind.choices]
    )


class DecideForm(forms.Form):
    reason = WordsField(_("Lý do"), 1000, rows=3)


class OpeningForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    address = WordsField(_("Địa chỉ IP của máy"), 45)
    first = VnDateField(label=_("Từ ngày"))
    last = VnDateField(label=_("Đến hết ngày"))
    case_number = WordsField(_("Số vụ việc, sự cố"), 60, help_text=_("Số hồ sơ sự cố hoặc văn bản yêu cầu."))
    reason = WordsField(
        _("Lý do cần đọc tên"), 1000, rows=4, help_text=_("Không ghi tên người dùng máy; chủ thể là máy.")
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class SettleForm(forms.Form):
    note = WordsField(_("Ý kiến"), 1000, rows=3, required=False, help_text=_("Bắt buộc khi không cho mở."))
