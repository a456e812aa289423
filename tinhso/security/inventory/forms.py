from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class DayForm(forms.Form):
    """The day of the inventory that is shown; what is wrong is left out, for it stands in an address."""

    ngay = VnDateField(label=_("Ngày kiểm kê"), required=False)


class ConfirmForm(forms.Form):
    agency = AgencyField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=None)
    confirmed_on = VnDateField(label=_("Ngày kiểm kê"))

    def __init__(self, *args: Any, agencies: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]
