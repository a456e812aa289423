"""Forms of self-scoring and verifying: shapes only, the limits of a score are the action's."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import AssessmentRound, CriteriaSet, Criterion
from tinhso.indicators.typed_fields.fields import DayField
from tinhso.indicators.typed_fields.tax_code import tax_code_field
from tinhso.kernel.site.forms import WholeNumberField, WordsField

LONGEST = 2000


class _Points(forms.DecimalField):
    """A score with at most two digits after the comma; "8,5" and "8.5" are the same."""

    def __init__(self, label: Any) -> None:
        super().__init__(label=label, max_digits=8, decimal_places=2, min_value=Decimal(0), localize=False)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal"})
        self.error_messages["invalid"] = _("Nhập điểm là một số, ví dụ 8,5.")

    def to_python(self, value: object) -> Any:
        text = str(value).strip().replace(",", ".") if value not in (None, "") else value
        return super().to_python(text)


class ScoreForm(forms.Form):
    score = _Points(_("Điểm tự chấm"))
    explanation = forms.CharField(
        label=_("Tài liệu kiểm chứng, giải trình"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Ghi số, ngày văn bản hoặc địa chỉ trang chứng minh; nhiều nhất 2.000 ký tự."),
    )
    file = forms.FileField(
        label=_("Tệp kiểm chứng"),
        required=False,
        help_text=_("Một tệp PDF, ảnh, DOCX hoặc XLSX, nhiều nhất 10 MB."),
    )

    def __init__(self, *args: object, criterion: Criterion, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        if criterion.points is not None:
            most = f"{criterion.points.normalize():f}".replace(".", ",")
            self.fields["score"].help_text = _("Từ 0 đến %(most)s điểm.") % {"most": most}


class VerifyForm(forms.Form):
    points = _Points(_("Điểm thẩm định"))
    reason = forms.CharField(
        label=_("Lý do"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Bắt buộc khi điểm thẩm định khác điểm tự chấm; nhiều nhất 2.000 ký tự."),
    )


class RoundForm(forms.Form):
    criteria = forms.ModelChoiceField(
        CriteriaSet.objects.none(), label=_("Bộ tiêu chí"), empty_label=_("Chọn bộ tiêu chí")
    )
    year = WholeNumberField(label=_("Năm đánh giá"), min_value=2000, max_value=2100)
    closes_on = DayField(_("Nhận bài đến hết ngày"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        newest = CriteriaSet.objects.order_by("code", "-version").distinct("code").values("pk")
        scored = CriteriaSet.objects.filter(pk__in=newest).exclude(subject=CriteriaSet.Subject.SERVICE)
        self.fields["criteria"].queryset = scored  # type: ignore[attr-defined]
        self.fields["criteria"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]


class FirmForm(forms.Form):
    round = forms.ModelChoiceField(AssessmentRound.objects.none(), label=_("Kỳ đánh giá"), empty_label=None)
    tax_code = tax_code_field()
    name = WordsField(_("Tên doanh nghiệp, hợp tác xã, hộ kinh doanh"), 300)

    def __init__(self, *args: Any, rounds: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["round"].queryset = rounds  # type: ignore[attr-defined]
