"""Files of a plain form that is refused: they are in quarantine already, and come along when the form is sent again.

    form = AttachForm(request.POST, request.FILES)
    stored = files_sent(form, "file", request.FILES, by=by, now=now)

is called before the form is judged. The form shown again has a ticked box for each file (`<name>_tep`); unticked it stays behind.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tinhso.kernel.files.actions.store_upload import store_upload
from tinhso.kernel.files.holder import Owner
from tinhso.kernel.files.models import StoredFile
from tinhso.kernel.files.refusal import FileRefused
from tinhso.kernel.files.rules import UploadRules

MOST = 100


def files_sent(
    form: forms.Form,
    name: str,
    files: "MultiValueDict[str, UploadedFile]",
    *,
    by: Owner,
    now: datetime,
    rules: UploadRules | None = None,
) -> list[StoredFile]:
    """Those of before that are still ticked, then the new ones; a field for one file has the newest. What is refused stands
    as an error at the field, and the others stay."""
    field, found = form.fields[name], _before(form, name, by)
    several = getattr(field.widget, "allow_multiple_selected", False)
    refused = []
    for upload in files.getlist(name)[:MOST]:
        try:
            found.append(store_upload(upload, by=by, now=now, rules=rules))
        except FileRefused as error:
            refused.append(str(error))
    found = found if several else found[-1:]
    if found:
        field.required = False
        field.widget = FilesBefore(field.widget, name, found)
    for words in refused:
        if not form.has_error(name):
            form.add_error(name, words)
    return found


def _before(form: forms.Form, name: str, by: Owner) -> list[StoredFile]:
    ids = _ids(form.data.getlist(f"{name}_tep")[:MOST] if hasattr(form.data, "getlist") else ())
    rows = StoredFile.objects.owned(by).filter(pk__in=ids, claimed_at=None)
    return list(rows.order_by("created_at", "pk"))


def _ids(words: Iterable[str]) -> list[UUID]:
    found = []
    for one in words:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found


class FilesBefore(forms.FileInput):
    """The control of the field with a ticked box before it for each file that came already."""

    allow_multiple_selected = True

    def __init__(self, plain: forms.Widget, name: str, files: list[StoredFile]) -> None:
        super().__init__(attrs=plain.attrs)
        self.plain, self.name, self.files = plain, name, files

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return self.plain.value_from_datadict(data, files, name)

    def render(self, *args: Any, **words: Any) -> SafeString:
        boxes = format_html_join(
            "",
            '<div class="choice"><input type="checkbox" name="{0}_tep" value="{1}" id="{0}_{2}" checked>'
            '<label for="{0}_{2}">{3}</label></div>',
            (
                (
                    self.name,
                    one.pk,
                    n,
                    _("%(name)s (đã nhận, bỏ chọn nếu không gửi nữa)") % {"name": one.name},
                )
                for n, one in enumerate(self.files)
            ),
        )
        return format_html("{}{}", boxes, self.plain.render(*args, **words))
