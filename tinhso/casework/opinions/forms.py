from django import forms
from django.utils.translation import gettext_lazy as _


class OpinionForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ý kiến của cơ quan"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Nhập ý kiến."),
            "max_length": _("Ý kiến dài tối đa 4.000 ký tự."),
        },
    )
