"""Forms of copies: what is wanted, and which part of the register is shown."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.copies.details import MOST_COPIES, MOST_PAGE, CopyDetails
from tinhso.documents.models import DocumentCopy
from tinhso.kernel.site.forms import WholeNumberField, WordsField
from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR


class CopyForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại bản sao"), choices=())
    form = forms.ChoiceField(label=_("Định dạng"), choices=DocumentCopy.Form.choices)
    first_page = WholeNumberField(
        label=_("Trích sao từ trang"), min_value=1, max_value=MOST_PAGE, required=False
    )
    last_page = WholeNumberField(label=_("đến trang"), min_value=1, max_value=MOST_PAGE, required=False)
    receivers = WordsField(_("Nơi nhận bản sao"), 1000, rows=3, help_text=_("Mỗi nơi một dòng."))
    copies = WholeNumberField(label=_("Số bản"), min_value=1, max_value=MOST_COPIES, initial=1)

    def __init__(self, *args: Any, came: bool, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4(), "copies": 1} | more.get("initial", {})
        super().__init__(*args, **more)
        kinds = [one for one in DocumentCopy.Kind.choices if came or one[0] != DocumentCopy.Kind.AGAIN]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def details(self) -> CopyDetails:
        data = self.cleaned_data
        return CopyDetails(
            kind=DocumentCopy.Kind(data["kind"]),
            form=DocumentCopy.Form(data["form"]),
            receivers=data["receivers"].splitlines(),
            copies=data["copies"],
            first_page=data["first_page"],
            last_page=data["last_page"],
        )


class CopyRegisterForm(forms.Form):
    """What of the register is shown; what is wrong is left out, for it stands in an address."""

    nam = WholeNumberField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    tinh_trang = forms.ChoiceField(
        label=_("Tình trạng"),
        choices=[("", _("Mọi tình trạng")), *DocumentCopy.State.choices],
        required=False,
    )
