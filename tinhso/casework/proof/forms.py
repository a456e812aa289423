from django import forms
from django.utils.translation import gettext_lazy as _


class AuditForm(forms.Form):
    """The code of the case whose events an auditor asks for; it comes by GET, as a code tells nothing of a person."""

    ma = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        error_messages={"required": _("Nhập mã hồ sơ."), "max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )

    def clean_ma(self) -> str:
        return str(self.cleaned_data["ma"]).strip().upper()
