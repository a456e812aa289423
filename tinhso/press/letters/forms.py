"""The form of a letter: shapes and limits."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.press.letters.purposes import purposes_of
from tinhso.press.models import Clarification, PressIssue, PressLetter


class LetterForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("Công văn để"))
    notation = WordsField(_("Số, ký hiệu"), 60, help_text=_("Như trên công văn, ví dụ 123/STTTT-BCXB."))
    dated = VnDateField(label=_("Ngày công văn"))
    receiver = WordsField(_("Gửi cơ quan"), 200)

    def __init__(self, *args: Any, of: PressIssue | Clarification, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        known = purposes_of(of)
        choices = [one for one in PressLetter.Purpose.choices if one[0] in known]
        self.fields["purpose"].choices = choices  # type: ignore[attr-defined]


class RemoveForm(forms.Form):
    """A press on a button, on a page that says what it means."""
