"""Forms of plans, their targets and tasks: shapes and limits; what may be entered is the actions'."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.figure_page.figure_form import CHOSEN
from tinhso.indicators.models import IndicatorVersion, Plan, PlanFunding
from tinhso.indicators.typed_fields.fields import AgencyField, DayField, NumberField, PeriodField
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.declare import PlanningDocument
from tinhso.kernel.site.forms import WholeNumberField, WordsField
from tinhso.lib.dates import vn_date
from tinhso.lib.periods import Period

LEVELS = Agency.Level


class PlanForm(forms.Form):
    document = forms.ChoiceField(
        label=_("Từ văn bản đã ban hành"),
        required=False,
        help_text=_("Chọn văn bản thì số, tên, căn cứ, ngày bắt đầu để trống được lấy từ văn bản."),
    )
    number = WordsField(_("Số, ký hiệu"), 60, required=False, help_text=_("Ví dụ: 298/KH-UBND."))
    kind = forms.ChoiceField(label=_("Loại"), choices=Plan.Kind.choices)
    name = WordsField(_("Tên kế hoạch, chương trình"), 300, required=False)
    legal_basis = WordsField(_("Căn cứ"), 300, required=False)
    theme = WordsField(_("Chủ đề năm"), 300, required=False)
    begins = DayField(_("Ngày bắt đầu"), required=False)
    ends = DayField(_("Ngày kết thúc"))

    FROM_DOCUMENT = ("number", "name", "legal_basis", "begins")

    def __init__(self, *args: Any, documents: Sequence[PlanningDocument], **more: Any) -> None:
        super().__init__(*args, **more)
        self._documents = {one.url: one for one in documents}
        labels = [(one.url, f"{one.number}: {one.subject}"[:120]) for one in documents]
        self.fields["document"].choices = [("", _("Không lấy từ văn bản")), *labels]  # type: ignore[attr-defined]
        if not documents:
            del self.fields["document"]
            for name in self.FROM_DOCUMENT:
                self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        """What was left empty is taken from the chosen document; without one it is missing."""
        found = super().clean() or {}
        document = self._documents.get(found.get("document", ""))
        if document is not None:
            basis = f"{document.number}, {vn_date(document.issued_on)}"
            values = (document.number[:60], document.subject[:300], basis, document.issued_on)
            for name, value in zip(self.FROM_DOCUMENT, values, strict=True):
                if name not in self.errors:
                    found[name] = found.get(name) or value
        for name in self.FROM_DOCUMENT:
            if name not in self.errors and not found.get(name):
                self.add_error(name, _("Nhập mục này, hoặc chọn văn bản đã ban hành."))
        return found


class FundingForm(forms.Form):
    year = WholeNumberField(label=_("Năm"), min_value=2000, max_value=2100)
    source = forms.ChoiceField(label=_("Nguồn kinh phí"), choices=PlanFunding.Source.choices)
    allocated = NumberField(label=_("Được giao (đồng)"), places=0)
    decision = WordsField(_("Văn bản giao kinh phí"), 300)
    spent = NumberField(label=_("Đã giải ngân (đồng)"), places=0, required=False)
    spent_until = DayField(_("Tính đến ngày"), required=False)
    reason = WordsField(_("Lý do sửa"), 300, required=False)
    was = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)

    def __init__(self, *args: Any, revises: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if revises:
            self.fields["reason"].required = True
            for name in ("year", "source"):
                self.fields[name].widget = forms.HiddenInput()
        else:
            del self.fields["reason"]


class TargetForm(forms.Form):
    indicator = forms.ChoiceField(label=_("Chỉ tiêu thống kê"))
    period = PeriodField(label=_("Kỳ"))
    value = NumberField(label=_("Số kế hoạch"), places=4)
    source = WordsField(_("Văn bản giao chỉ tiêu"), 300)
    reason = WordsField(_("Lý do sửa"), 300, required=False)
    was = forms.IntegerField(min_value=0, max_value=9999, widget=forms.HiddenInput)

    def __init__(self, *args: Any, plan: Plan, revises: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        newest = [v for v in IndicatorVersion.objects.newest() if v.definition.public]
        known = sorted((v.definition.name, v.indicator.code) for v in newest)
        self.fields["indicator"].choices = [(code, name) for name, code in known]  # type: ignore[attr-defined]
        self.fields["period"].choices = _periods(plan)  # type: ignore[attr-defined]
        if revises:
            self.fields["reason"].required = True
            for name in ("indicator", "period"):
                self.fields[name].widget = forms.HiddenInput()
        else:
            del self.fields["reason"]


def _periods(plan: Plan) -> list[tuple[str, str]]:
    """The years of the plan and their parts, the years first."""
    last = plan.valid.upper.year if plan.valid.upper else plan.valid.lower.year + 5
    years = range(plan.valid.lower.year, last + 1)
    found = [Period.of(kind, date(year, m, 1)) for kind in CHOSEN for year in years for m in range(1, 13)]
    inside = [p for p in found if plan.valid.upper is None or p.start < plan.valid.upper]
    return list(dict.fromkeys((p.code, p.label) for p in inside if p.end >= plan.valid.lower))


class TaskForm(forms.Form):
    title = WordsField(_("Nhiệm vụ"), 500)
    product = WordsField(_("Sản phẩm phải có"), 500)
    agency = AgencyField(_("Cơ quan thực hiện"))
    due_on = DayField(
        _("Thời hạn"), help_text=_("Tính đến hết ngày này; ngày nghỉ thì sang ngày làm việc kế tiếp.")
    )
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        more.setdefault("initial", {"client_key": uuid4()})
        super().__init__(*args, **more)
        levels = [LEVELS.PROVINCE, LEVELS.DISTRICT]
        if not Agency.objects.on(day).filter(level=LEVELS.DISTRICT).exists():
            levels = [LEVELS.PROVINCE, LEVELS.COMMUNE]
        self.fields["agency"].offer(day, *levels)  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    percent = WholeNumberField(
        label=_("Đã làm được (%)"), min_value=0, max_value=100, help_text=_("Từ 0 đến 100.")
    )
    text = WordsField(_("Nội dung đã làm, vướng mắc"), 2000, rows=4, help_text=_("Nhiều nhất 2.000 ký tự."))
    file = forms.FileField(
        label=_("Tệp minh chứng"),
        required=False,
        help_text=_("Một tệp PDF, ảnh, DOCX hoặc XLSX, nhiều nhất 10 MB."),
    )


class ReturnForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Cần làm thêm gì"), 2000, rows=3)
