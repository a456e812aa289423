from django import forms
from django.utils.translation import gettext_lazy as _


class SkipForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do bỏ qua"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": _("Ghi lý do bỏ qua."),
            "max_length": _("Lý do dài tối đa 500 ký tự."),
        },
    )
