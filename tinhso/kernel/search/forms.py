from django import forms
from django.utils.translation import gettext_lazy as _


class SynonymForm(forms.Form):
    term = forms.CharField(label=_("Người dân hay nói"), max_length=80, help_text=_("Ví dụ: sổ đỏ"))
    expansion = forms.CharField(
        label=_("Danh mục gọi là"), max_length=200, help_text=_("Ví dụ: giấy chứng nhận quyền sử dụng đất")
    )
