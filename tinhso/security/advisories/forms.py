from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.advisories.audience import addressable
from tinhso.security.models import AdvisoryTask, SecurityAdvisory

STATES = [
    ("mo", _("Chưa trả lời")),
    ("qua-han", _("Quá hạn")),
    ("xong", _("Đã trả lời")),
    ("tat-ca", _("Tất cả")),
]
ANSWERS = [
    (AdvisoryTask.State.DONE.value, _("Đã thực hiện")),
    (AdvisoryTask.State.NOT_AFFECTED.value, _("Không bị ảnh hưởng")),
]
USUAL = timedelta(days=7)
MOST_CHOSEN = 1000


class FilterForm(forms.Form):
    """What a list shows; what is wrong is left out, for it stands in an address."""

    tinh_trang = forms.ChoiceField(label=_("Tình trạng"), choices=STATES, required=False)


class AgenciesField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class AdvisoryForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=SecurityAdvisory.Kind.choices, widget=forms.RadioSelect)
    severity = forms.TypedChoiceField(
        label=_("Mức độ"), choices=SecurityAdvisory.Severity.choices, coerce=int
    )
    title = WordsField(_("Tiêu đề"), 200)
    number = WordsField(_("Số, ký hiệu văn bản (nếu có)"), 60, required=False)
    product = WordsField(
        _("Sản phẩm, phần mềm"), 100, required=False, help_text=_("Ví dụ: Microsoft Exchange.")
    )
    cves = WordsField(
        _("Mã CVE"), 400, required=False, help_text=_("Cách nhau bằng dấu phẩy, ví dụ: CVE-2024-21412.")
    )
    text = WordsField(_("Nội dung"), 4000, rows=6, help_text=_("Không ghi mật khẩu, khóa."))
    to_do = WordsField(_("Việc cần làm"), 4000, rows=6)
    source_url = forms.URLField(
        label=_("Địa chỉ nguồn (nếu có)"), max_length=500, required=False, assume_scheme="https"
    )
    due_on = VnDateField(label=_("Trả lời trước hết ngày"))
    audience = forms.ChoiceField(
        label=_("Gửi tới"), choices=SecurityAdvisory.Audience.choices, widget=forms.RadioSelect
    )
    agencies = AgenciesField(
        label=_("Cơ quan được chọn"),
        queryset=Agency.objects.none(),
        required=False,
        help_text=_("Chỉ khi gửi tới cơ quan được chọn; giữ phím Ctrl để chọn nhiều cơ quan."),
    )

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        usual = {"client_key": uuid4(), "due_on": day + USUAL, "kind": "warning", "severity": 3}
        more["initial"] = usual | more.get("initial", {})
        super().__init__(*args, **more)
        rows = addressable(day).order_by("sort_key", "pk")
        self.fields["agencies"].queryset = rows  # type: ignore[attr-defined]

    def clean_cves(self) -> list[str]:
        return [one for one in self.cleaned_data["cves"].replace(";", ",").split(",") if one.strip()]


class AnswerForm(forms.Form):
    outcome = forms.ChoiceField(label=_("Trả lời"), choices=ANSWERS, widget=forms.RadioSelect)
    reason = WordsField(
        _("Đã làm gì, hoặc vì sao không bị ảnh hưởng"), 2000, rows=5, help_text=_("Không ghi mật khẩu, khóa.")
    )


class WhyForm(forms.Form):
    why = WordsField(_("Lý do"), 1000, rows=4)
