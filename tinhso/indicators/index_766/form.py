from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.figure_page.figure_form import CHOSEN, FigureForm
from tinhso.lib.periods import Period, PeriodKind


class IndexForm(FigureForm):
    """Period, agency and procedure of the index; left out: this year to date, the whole province, all procedures."""

    ranh_gioi = None  # type: ignore[assignment]
    KINDS = (*CHOSEN, PeriodKind.YEAR_TO_DATE)

    def clean_ky(self) -> Period:
        """Months, quarters, halves, nine months, years and this year to date: others the index is not told for."""
        period = super().clean_ky()
        if period.kind not in self.KINDS:
            raise forms.ValidationError(_("Bộ chỉ số tính theo tháng, quý, 6 tháng, 9 tháng và năm."))
        return period

    thu_tuc = forms.CharField(
        label=_("Mã thủ tục"),
        required=False,
        max_length=40,
        validators=[RegexValidator(r"^[\w.\-]+$", _("Mã thủ tục chỉ có chữ, số, dấu chấm và gạch ngang."))],
        help_text=_("Bỏ trống để xem mọi thủ tục; chọn thủ tục trong bảng của từng tiêu chí."),
    )
