"""A form with a file: what came is stored at once and named in the form, so that a mistake elsewhere loses no file."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.events.public import Actor
from tinhso.kernel.files.public import FileRefused, StoredFile, UploadRules, store_upload
from tinhso.kernel.site import clock

RULES = UploadRules()
"""PDF, pictures, Word and Excel up to 10 MB."""


class FileForm(forms.Form):
    """`sent_file` is the file that came with an earlier try of the same form."""

    file = forms.FileField(
        label=gettext_lazy("Tệp, ảnh chụp màn hình"),
        required=False,
        help_text=gettext_lazy(
            "PDF, ảnh, Word hoặc Excel, tối đa 10 MB. Che mật khẩu và thông tin của người dân trước khi gửi."
        ),
    )
    sent_file = forms.UUIDField(widget=forms.HiddenInput, required=False)
    refused = ""
    free: StoredFile | None = None

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        given.pop("sent_file", None)
        if self.refused:
            self.add_error("file", self.refused)
        return given | {"file": self.free}


def sent_form(form_class: type[FileForm], request: HttpRequest, by: Actor, **more: Any) -> FileForm:
    """The form with what was typed and the file in quarantine."""
    data, refused = request.POST.copy(), ""
    if upload := request.FILES.get("file"):
        try:
            stored = store_upload(upload, by=by, now=clock.now(), rules=RULES)
            data["sent_file"] = str(stored.pk)
        except FileRefused as error:
            refused = str(error)
    form = form_class(data, **more)
    form.refused, form.free = refused, _free_file(data.get("sent_file", ""), by)
    if form.free:
        form.fields["file"].help_text = _("Đã nhận tệp %(name)s; chọn tệp khác nếu muốn thay.") % {
            "name": form.free.name
        }
    return form


def _free_file(word: Any, by: Actor) -> StoredFile | None:
    """The account's, not attached to anything yet."""
    try:
        pk = UUID(str(word))
    except ValueError:
        return None
    return StoredFile.objects.filter(pk=pk, uploaded_by=by.user_id, claimed_at=None).first()
