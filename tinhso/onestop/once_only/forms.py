"""Forms of the register of sources that stand in for papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WholeNumberField
from tinhso.onestop.catalogue.paper_sources import pairs
from tinhso.onestop.models import PaperSource
from tinhso.onestop.once_only.terms import SourceTerms

PAIRS_WRONG = _("Mỗi dòng một cặp, viết tên:nhãn, ví dụ ngaySinh:Ngày sinh.")


def _required(label: Any, most: int, words: Any, **more: Any) -> forms.CharField:
    errors = {"required": words, "max_length": _("Dài quá số ký tự cho phép.")}
    return forms.CharField(label=label, max_length=most, error_messages=errors, **more)


class PaperSourceForm(forms.Form):
    """A line of the register."""

    procedure = _required(_("Mã thủ tục"), 40, _("Ghi mã thủ tục."))
    paper = _required(
        _("Mã giấy tờ"), 60, _("Ghi mã giấy tờ."), help_text=_("Như trong danh mục, ví dụ giay_chung_sinh")
    )
    title = _required(_("Tên nguồn"), 200, _("Ghi tên nguồn."))
    service = _required(
        _("Dịch vụ"),
        130,
        _("Ghi dịch vụ."),
        help_text=_("thành viên/hệ thống/dịch vụ của nền tảng chia sẻ dữ liệu"),
    )
    path = _required(_("Thao tác"), 200, _("Ghi thao tác."), help_text=_("Ví dụ /ca-nhan/{soDinhDanh}"))
    subject = forms.ChoiceField(
        label=_("Hỏi về ai"),
        choices=PaperSource.Subject.choices,
        error_messages={"required": _("Chọn hỏi về ai.")},
    )
    shown_fields = _required(
        _("Trường cho xem"),
        2000,
        _("Ghi ít nhất một trường."),
        help_text=_("Mỗi dòng một trường, viết tên:nhãn, tối đa 30 dòng"),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    conditions = forms.CharField(
        label=_("Điều kiện"),
        max_length=1000,
        required=False,
        help_text=_("Mỗi dòng trường:giá trị mà dữ liệu phải có mới thay được giấy tờ"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Dài quá số ký tự cho phép.")},
    )
    must_match = forms.CharField(
        label=_("Phải khớp với tờ khai"),
        max_length=1000,
        required=False,
        help_text=_("Mỗi dòng trường:mã câu hỏi của tờ khai"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": _("Dài quá số ký tự cho phép.")},
    )
    by_consent = forms.BooleanField(label=_("Cần sự đồng ý của người nộp"), required=False)
    legal_basis = _required(_("Căn cứ pháp lý"), 500, _("Ghi căn cứ pháp lý."))
    source = _required(_("Văn bản cho phép dùng nguồn"), 300, _("Ghi văn bản cho phép dùng nguồn."))
    fresh_days = WholeNumberField(
        label=_("Dùng được trong mấy ngày"),
        min_value=1,
        max_value=3650,
        required=False,
        help_text=_("Quá số ngày này người thụ lý hỏi lại nguồn; để trống khi dữ liệu không đổi"),
        error_messages={
            "invalid": _("Nhập số ngày, ví dụ 30."),
            "min_value": _("Nhập từ 1 đến 3650 ngày."),
            "max_value": _("Nhập từ 1 đến 3650 ngày."),
        },
    )
    valid_from = VnDateField(label=_("Từ ngày"))
    valid_to = VnDateField(label=_("Đến trước ngày"), required=False)

    def clean_shown_fields(self) -> dict[str, str]:
        return self._pairs("shown_fields")

    def clean_conditions(self) -> dict[str, str]:
        return self._pairs("conditions")

    def clean_must_match(self) -> dict[str, str]:
        return self._pairs("must_match")

    def _pairs(self, name: str) -> dict[str, str]:
        lines = self.cleaned_data[name].replace("|", "/").splitlines()
        try:
            found = pairs("|".join(line.strip() for line in lines))
        except ValueError as error:
            raise forms.ValidationError(PAIRS_WRONG) from error
        if len(found) > 30:
            raise forms.ValidationError(_("Tối đa 30 dòng."))
        return found

    def terms(self) -> SourceTerms:
        names = {"shown_fields": "fields"}
        return SourceTerms(**{names.get(k, k): v for k, v in self.cleaned_data.items() if k != "procedure"})


class EndSourceForm(forms.Form):
    valid_to = VnDateField(label=_("Hết hiệu lực từ ngày"))
    end_reason = _required(_("Lý do"), 300, _("Ghi lý do."))


class RefuseSourceForm(forms.Form):
    """Why a line that another keeper entered is not to hold."""

    end_reason = _required(_("Lý do không duyệt"), 300, _("Ghi lý do."))
