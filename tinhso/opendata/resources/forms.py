"""Shapes and limits of what a writer says of a resource; what may be is the deeds'."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.files.public import MEGABYTE, Kind, UploadRules
from tinhso.opendata.dataset.words_field import Words
from tinhso.opendata.models import Distribution

FILES = UploadRules(
    allow=frozenset(
        {
            Kind.PDF,
            Kind.JPG,
            Kind.PNG,
            Kind.WEBP,
            Kind.DOCX,
            Kind.XLSX,
            Kind.CSV,
            Kind.GEOJSON,
            Kind.TXT,
            Kind.ZIP,
        }
    ),
    max_size=50 * MEGABYTE,
    clean_pictures=True,
)
LINKS = [(one.value, one.label) for one in Distribution.Kind if one != Distribution.Kind.FILE]


class ResourceFileForm(forms.Form):
    """A file with its name and description."""

    file = forms.FileField(
        label=_("Tệp"),
        help_text=_("PDF, ảnh, Word, Excel, CSV, GeoJSON, văn bản thuần hoặc ZIP, không quá 50 MB."),
    )
    title = Words(_("Tên hiển thị"), 300)
    description = Words(_("Mô tả"), 3000, rows=3, required=False)


class ResourceLinkForm(forms.Form):
    """The address of a file, page or service elsewhere."""

    kind = forms.ChoiceField(label=_("Loại"), choices=LINKS)
    url = forms.URLField(label=_("Địa chỉ"), max_length=2000, assume_scheme="https")
    title = Words(_("Tên hiển thị"), 300)
    description = Words(_("Mô tả"), 3000, rows=3, required=False)
    format = forms.CharField(
        label=_("Định dạng"), max_length=40, required=False, help_text=_("Ví dụ PDF, CSV, WMS.")
    )


class ReasonForm(forms.Form):
    """Why it is approved or not."""

    reason = Words(_("Kết quả đọc tệp, lý do"), 1000, rows=2, required=False)

    def words(self) -> str:
        given: Any = self.cleaned_data.get("reason", "")
        return str(given)
