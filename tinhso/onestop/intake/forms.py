from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.onestop.dossier.what_came import Came
from tinhso.onestop.models import Dossier


class StartForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    unit = forms.ChoiceField(
        label=_("Xã, phường, thị trấn nơi làm thủ tục"),
        required=False,
        error_messages={"invalid_choice": _("Chọn một xã, phường, thị trấn trong danh sách.")},
    )

    def __init__(self, *args: Any, units: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units:
            self.fields["unit"].required = True
            self.fields["unit"].error_messages["required"] = _("Chọn nơi làm thủ tục.")
            self.fields["unit"].choices = [("", _("Chọn…")), *units]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]


NOTHING_CAME = _(
    "Chưa có giấy tờ, tệp hay thông tin nào được bổ sung. Bổ sung, hoặc ghi vì sao không phải bổ sung gì."
)


class CameForm(forms.Form):
    """What came of a supplement; a citizen says only why nothing had to come."""

    came = forms.TypedChoiceField(
        label=_("Phần bổ sung là"),
        required=False,
        choices=[(one.value, one.words) for one in Came],
        coerce=Came,
        empty_value=None,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Chọn trong danh sách.")},
    )
    came_text = forms.CharField(
        label=_("Giấy tờ đã nhận, hoặc vì sao không phải bổ sung gì"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Ghi tối đa 1.000 ký tự.")},
    )

    def __init__(self, *args: Any, for_citizen: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if for_citizen:
            del self.fields["came"]
            self.fields["came_text"].label = _("Nếu không có gì mới: vì sao không phải bổ sung")


class ContactForm(forms.Form):
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        help_text=_("10 chữ số, để cơ quan báo tin."),
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        error_messages={
            "required": _("Nhập số điện thoại."),
            "invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0."),
        },
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=120,
        error_messages={"invalid": _("Nhập địa chỉ thư đúng dạng, ví dụ ten@example.vn.")},
    )
    address = forms.CharField(
        label=_("Địa chỉ liên hệ"),
        max_length=300,
        error_messages={
            "required": _("Nhập địa chỉ liên hệ."),
            "max_length": _("Địa chỉ dài tối đa 300 ký tự."),
        },
    )
    result_by = forms.ChoiceField(
        label=_("Nhận kết quả"),
        choices=Dossier.ResultBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách nhận kết quả.")},
    )
