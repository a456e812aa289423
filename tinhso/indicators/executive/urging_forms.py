from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import AgencyUrging
from tinhso.indicators.typed_fields.fields import DayField
from tinhso.kernel.site.forms import WordsField


class UrgeForm(forms.Form):
    """What a leader asks of an agency, and until when."""

    text = WordsField(
        _("Nội dung đôn đốc"), AgencyUrging.LONGEST, rows=5, help_text=_("Nhiều nhất 2.000 ký tự.")
    )
    due_on = DayField(_("Trả lời trước hết ngày"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["text"].error_messages["required"] = _("Ông/bà ghi nội dung đôn đốc.")


class AnswerForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    text = WordsField(
        _("Việc đã làm, nguyên nhân, bao giờ giải quyết xong"),
        AgencyUrging.LONGEST,
        rows=5,
        help_text=_("Nhiều nhất 2.000 ký tự. Người đôn đốc nhận được ngay."),
    )
