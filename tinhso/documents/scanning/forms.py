"""A scan handed in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ScanForm(forms.Form):
    scan = forms.FileField(
        label=_("Tệp quét"),
        help_text=_("PDF, TIFF, JPG hoặc PNG; tối đa 50 MB, 500 trang. Giữa hai văn bản đặt một trang ngăn."),
    )
