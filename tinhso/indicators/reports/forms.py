from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import ReportComment

TOO_LONG = _("Nội dung dài quá %(limit_value)d ký tự (hiện có %(show_value)d). Ông/bà viết ngắn lại.")


class CommentForm(forms.Form):
    """A comment on a section of a report."""

    section = forms.SlugField(max_length=60, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Góp ý"),
        max_length=ReportComment.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Ông/bà viết nội dung góp ý."), "max_length": TOO_LONG},
    )


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
