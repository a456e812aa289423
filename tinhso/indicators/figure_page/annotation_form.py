from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import Annotation
from tinhso.kernel.site.forms import TOO_LONG
from tinhso.lib.periods import NotAPeriod, Period


class ConfirmFiguresForm(forms.Form):
    """Why unusual numbers of a report are right."""

    reason = forms.CharField(
        label=_("Lý do xác nhận"),
        max_length=400,
        help_text=_(
            "Đã kiểm tra với cơ quan báo cáo thế nào. Lý do là ghi chú của từng con số, cán bộ xem được."
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ông/bà ghi lý do xác nhận."), "max_length": TOO_LONG},
    )


class AnnotationForm(forms.Form):
    """A note on a figure in a period."""

    ky = forms.CharField(max_length=20, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Ghi chú cho con số này"),
        max_length=Annotation.LONGEST,
        help_text=_("Cán bộ, công chức xem được; không ghi thông tin cá nhân của người dân."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Ông/bà viết nội dung ghi chú."), "max_length": TOO_LONG},
    )

    def clean_ky(self) -> Period:
        try:
            return Period.parse(self.cleaned_data["ky"])
        except NotAPeriod as error:
            raise forms.ValidationError(_("Không có kỳ nào như vậy.")) from error
