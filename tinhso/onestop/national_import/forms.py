from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.public import VnDateField

MOST_FILE = 40_000_000


class NationalCopyForm(forms.Form):
    """A copy of the national database, and its day where the rows do not name it."""

    file = forms.FileField(
        label=_("Tệp JSON mỗi dòng một thủ tục"),
        help_text=_("Có thể nén gzip hoặc xz; tối đa 40 MB. Tệp được đối chiếu trước, chưa ghi gì."),
        error_messages={"required": _("Chọn tệp bản trích."), "empty": _("Tệp này trống.")},
    )
    edition = VnDateField(label=_("Ngày của bản trích, khi tệp không ghi"), required=False)

    def clean_file(self) -> Any:  # noqa: ANN401 - Django's uploaded file
        file = self.cleaned_data["file"]
        if file.size > MOST_FILE:
            raise forms.ValidationError(_("Tệp lớn quá 40 MB."))
        return file


class CopyDayForm(forms.Form):
    """The day of a copy whose rows do not name it."""

    edition = VnDateField(label=_("Ngày của bản trích, khi tệp không ghi"), required=False)
