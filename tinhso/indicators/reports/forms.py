from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import ReportComment, ReportText
from tinhso.indicators.typed_fields.fields import DayField
from tinhso.kernel.site.forms import TOO_LONG, WholeNumberField


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


class SectionForm(forms.Form):
    """The words of a section; `was` is the version that they go on from."""

    was = forms.IntegerField(min_value=0, max_value=30_000, widget=forms.HiddenInput)
    text = forms.CharField(
        label=_("Nội dung"),
        required=False,
        max_length=ReportText.LONGEST,
        help_text=_("In sau các con số của phần này; mỗi dòng là một đoạn. Nhiều nhất 6.000 ký tự."),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"max_length": TOO_LONG},
    )


class IssueForm(forms.Form):
    """Number and day of the document, as the clerk's book has them."""

    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    number = WholeNumberField(
        label=_("Số"),
        min_value=1,
        max_value=99_999,
        error_messages={
            "required": _("Ghi số của báo cáo theo sổ đăng ký văn bản đi."),
            "invalid": _("Số là số nguyên từ 1 đến 99.999."),
            "min_value": _("Số là số nguyên từ 1 đến 99.999."),
            "max_value": _("Số là số nguyên từ 1 đến 99.999."),
        },
    )
    day = DayField(_("Ngày ban hành"))

    def __init__(self, *args: Any, register: bool = False, **more: Any) -> None:
        """With a register of documents nobody types a number: it gives the next one."""
        super().__init__(*args, **more)
        if register:
            del self.fields["number"]
