from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.models import ContactChange


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


class ContactCodeForm(forms.Form):
    """The six digits that were sent to the new address, of which of the two."""

    channel = forms.ChoiceField(choices=ContactChange.Channel, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Mã 6 số"),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": _("Nhập mã đã gửi tới nơi nhận mới.")},
    )
