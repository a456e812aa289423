from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.citizen.sender.phones import plain_phone


class PhoneForm(forms.Form):
    """The phone that was given with a report."""

    phone = forms.CharField(
        label=_("Số điện thoại đã dùng khi gửi"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"required": _("Nhập số điện thoại.")},
    )

    def clean_phone(self) -> str:
        phone = plain_phone(self.cleaned_data["phone"])
        if not phone:
            raise forms.ValidationError(_("Số điện thoại gồm 10 chữ số, bắt đầu bằng 0."))
        return phone


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Mã gồm 6 chữ số trong tin nhắn"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )
