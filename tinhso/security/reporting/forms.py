from datetime import date

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.security.reporting.periods import FIRST_YEAR, Period

LAST_MONTH = 12


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

    def __init__(self, given: QueryDict, *, agencies: "QuerySet[Agency]", every: bool, today: date) -> None:
        """What the page shows is what the fields say: this month so far where the address names no year, or a month to come."""
        data = given.copy()
        if not data.get("nam") or _is_to_come(data, today):
            data["nam"], data["thang"] = str(today.year), str(today.month)
        super().__init__(data)
        self.today = today
        months = [(0, _("Cả năm")), *((n, str(n)) for n in range(1, 13))]
        years = [(year, str(year)) for year in range(today.year, FIRST_YEAR - 1, -1)]
        self.fields["thang"].choices = months  # type: ignore[attr-defined]
        self.fields["nam"].choices = years  # type: ignore[attr-defined]
        self.fields["co_quan"].queryset = agencies  # type: ignore[attr-defined]
        self.fields["co_quan"].empty_label = _("Toàn tỉnh") if every else None  # type: ignore[attr-defined]

    @property
    def period(self) -> Period:
        words = getattr(self, "cleaned_data", {})
        return Period(words.get("nam") or self.today.year, words.get("thang") or 0)


def _is_to_come(data: QueryDict, today: date) -> bool:
    year, month = data.get("nam"), data.get("thang", "")
    return year == str(today.year) and month.isdecimal() and today.month < int(month[:3]) <= LAST_MONTH
