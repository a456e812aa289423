from django import forms
from django.utils.translation import gettext_lazy as _


class ContactForm(forms.Form):
    """Where notices of this account go besides its inbox; empty goes back to what the identity says."""

    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=120,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Thư điện tử có dạng ten@noi-gui.vn."),
            "max_length": _("Thư điện tử dài tối đa 120 ký tự."),
        },
    )
    phone = forms.RegexField(
        r"^0\d{9}$",
        label=_("Điện thoại"),
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        error_messages={"invalid": _("Nhập 10 chữ số, bắt đầu bằng số 0.")},
    )
