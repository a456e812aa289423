from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.lib.software_bills.reading import MOST_BYTES


class BillForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    content = forms.FileField(
        label=_("Tệp bảng kê"),
        help_text=_(
            "Tối đa 16 MB. CycloneDX JSON hoặc XML, SPDX 2.2–2.3 (JSON hoặc tag-value), SPDX 3.0 JSON; tệp nén gzip cũng được."
        ),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 16 MB; hãy nén gzip hoặc chia theo hệ thống."))
        return content


class SearchForm(forms.Form):
    """What is looked for; what is wrong is left out, for it stands in an address."""

    ten = forms.CharField(
        label=_("Thành phần"),
        max_length=300,
        required=False,
        help_text=_("Đầu tên (log4j, openssl) hoặc package URL (pkg:npm/lodash)."),
    )
    den = forms.CharField(
        label=_("Đến phiên bản"),
        max_length=100,
        required=False,
        help_text=_("Bỏ trống: mọi phiên bản. Thành phần không rõ phiên bản cũng được liệt kê."),
    )
