from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.security.reporting.periods import FIRST_YEAR, Period


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class PeriodForm(forms.Form):
    """What the report is about; what is wrong is left out, for it stands in an address."""

    thang = forms.TypedChoiceField(label=_("Tháng"), coerce=int, required=False)
    nam = forms.TypedChoiceField(label=_("Năm"), coerce=int, required=False)
    co_quan = AgencyField(
        label=_("Cơ quan"), queryset=Agency.objects.none(), required=False, to_field_name="code"
    )
    ten = forms.BooleanField(label=_("Kèm tên hệ thống chưa được phê duyệt hoặc sắp hết hạn"), required=False)

    def __init__(
        self, *args: Any, agencies: "QuerySet[Agency]", every: bool, today: date, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.today = today
        months = [(0, _("Cả năm")), *((n, str(n)) for n in range(1, 13))]
        years = [(year, str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.fields["thang"].choices = months  # type: ignore[attr-defined]
        self.fields["nam"].choices = years  # type: ignore[attr-defined]
        self.fields["co_quan"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["co_quan"].empty_label = _("Toàn tỉnh") if every else None  # type: ignore[attr-defined]

    @property
    def period(self) -> Period:
        """This month so far where the address says nothing; a period that has not begun is the month that runs."""
        words = getattr(self, "cleaned_data", {})
        found = Period(words.get("nam") or self.today.year, words.get("thang") or 0)
        if not self.data.get("nam"):
            found = Period(self.today.year, self.today.month)
        return found if found.first <= self.today else Period(self.today.year, self.today.month)
