"""A form with a file: what came is stored at once, so that a mistake elsewhere loses no file."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import StoredFile, files_sent
from tinhso.kernel.site import clock


class FileForm(forms.Form):
    """`cleaned_data["file"]` is the stored file, None where none was sent."""

    file = forms.FileField(
        label=gettext_lazy("Tệp, ảnh chụp màn hình"),
        required=False,
        help_text=gettext_lazy(
            "PDF, ảnh, Word hoặc Excel, tối đa 10 MB. Che mật khẩu và thông tin của người dân trước khi gửi."
        ),
    )
    stored: StoredFile | None = None

    def clean(self) -> dict[str, Any]:
        return (super().clean() or self.cleaned_data) | {"file": self.stored}


def sent_form(form_class: type[FileForm], request: HttpRequest, by: Actor, **more: Any) -> FileForm:
    """The form with what was typed, its file in quarantine."""
    form = form_class(request.POST, request.FILES, **more)
    found = files_sent(form, "file", request.FILES, by=by, now=clock.now())
    form.stored = found[-1] if found else None
    return form
