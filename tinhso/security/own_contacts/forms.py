from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.security.own_contacts.asking import MOST_LETTERS


class AskForm(forms.Form):
    value = forms.CharField(
        label=_("Đường dẫn, số điện thoại, địa chỉ thư hoặc số tài khoản"),
        max_length=MOST_LETTERS,
        help_text=_("Dán nguyên như ông/bà nhận được, tối đa 500 ký tự. Hệ thống không lưu điều ông/bà hỏi."),
        error_messages={
            "required": _("Ông/bà chưa nhập điều cần hỏi."),
            "max_length": _("Dài quá 500 ký tự. Ông/bà chỉ dán đường dẫn hoặc số."),
        },
    )
