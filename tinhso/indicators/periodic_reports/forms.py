from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import PeriodicReport
from tinhso.kernel.site.forms import WholeNumberField, WordsField


class WordsForm(forms.Form):
    """The lines of the form that are words, each with its limit."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: PeriodicReport, **more: Any) -> None:
        super().__init__(*args, **more)
        for line in report.regime.form_lines():
            if not line["indicator"]:
                hint = _("Nhiều nhất 4.000 ký tự; không có gì thì ghi “Không có”.")
                words = WordsField(
                    line["label"], PeriodicReport.LONGEST, rows=5, required=False, help_text=hint
                )
                words.initial = report.words.get(line["key"], "")
                self.fields[line["key"]] = words


class ReasonForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Cần sửa, bổ sung gì"), 2000, rows=3, help_text=_("Nhiều nhất 2.000 ký tự."))


class PageFilter(forms.Form):
    trang = WholeNumberField(required=False, min_value=1, max_value=1000)
