"""What a reader of figures may ask for: a period, an agency, the borders of a day."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import DayField, typed_day
from tinhso.lib.periods import NotAPeriod, Period, PeriodKind

CHOSEN = (PeriodKind.YEAR, PeriodKind.NINE_MONTHS, PeriodKind.HALF, PeriodKind.QUARTER, PeriodKind.MONTH)
YEARS = 3


class FigureForm(forms.Form):
    """Whatever is left out means: this year to date, all agencies, the places as they were."""

    ky = forms.CharField(label=_("Kỳ"), required=False, max_length=20, widget=forms.Select)
    co_quan = forms.SlugField(label=_("Cơ quan"), required=False, max_length=60, widget=forms.Select)
    ranh_gioi = DayField(
        label=_("Địa giới hành chính ngày"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=typed_day(),
        help_text=_("Đọc số liệu theo ranh giới của ngày này."),
    )

    def __init__(self, data: Any, *, today: date, agencies: list[Agency]) -> None:
        super().__init__(data)
        self.today, self.agencies = today, {agency.code: agency for agency in agencies}
        asked = str(self.data.get("ky") or "")
        periods = choices(today)
        if asked and asked not in dict(periods):
            periods.append((asked, _label(asked)))
        self.fields["ky"].widget.choices = [("", _("Từ đầu năm đến nay")), *periods]
        self.fields["co_quan"].widget.choices = [("", _("Tất cả cơ quan"))] + [
            (a.code, a.name) for a in agencies
        ]

    def clean_ky(self) -> Period:
        text = self.cleaned_data["ky"] or self.today.isoformat()
        try:
            period = Period.parse(text)
        except NotAPeriod as error:
            raise forms.ValidationError(_("Không có kỳ nào như vậy. Hãy chọn trong danh sách.")) from error
        if period.start > self.today:
            raise forms.ValidationError(_("Kỳ này chưa bắt đầu."))
        return period

    def clean_co_quan(self) -> Agency | None:
        code = self.cleaned_data["co_quan"]
        if code and code not in self.agencies:
            raise forms.ValidationError(_("Không có cơ quan này. Hãy chọn trong danh sách."))
        return self.agencies.get(code)


def choices(today: date) -> list[tuple[str, str]]:
    """The periods of this year and the two before that have begun, the newest first."""
    found = []
    for year in range(today.year, today.year - YEARS, -1):
        for kind in CHOSEN:
            for month in range(12, 0, -1):
                period = Period.of(kind, date(year, month, 1))
                if period.start <= today and (period.code, period.label) not in found:
                    found.append((period.code, period.label))
    return found


def _label(text: str) -> str:
    try:
        return Period.parse(text).label
    except NotAPeriod:
        return text
