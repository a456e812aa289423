from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.models import SecurityDuty


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class DutyForm(forms.Form):
    duty = forms.ChoiceField(label=_("Nhiệm vụ"), choices=SecurityDuty.Duty.choices)
    agency = AgencyField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=_("Chọn"))
    starts = VnDateField(label=_("Từ ngày"))
    source = WordsField(_("Quyết định giao nhiệm vụ"), 300, rows=2)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        choices = Agency.objects.on(day).exclude(kind=Agency.Kind.DESK)
        self.fields["agency"].queryset = choices  # type: ignore[attr-defined]
