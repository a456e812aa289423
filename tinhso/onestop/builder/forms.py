"""Shapes of what a keeper types into the draft of a version; every fault stands beside its input."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.kernel.people.roles import ROLES
from tinhso.kernel.site.forms import VnDateField, WholeNumberField
from tinhso.lib.legal_time.time_limit import InvalidLimit, TimeLimit, Unit
from tinhso.lib.money.fees import DUES
from tinhso.lib.money.fees import KINDS as FEE_KINDS
from tinhso.lib.money.fees import UNITS as FEE_UNITS
from tinhso.onestop.desk.permissions import DEEDS
from tinhso.onestop.models import ProcedureVersion

MUST = {"required": gettext_lazy("Cần điền ô này.")}
LEVELS = [("commune", "Cấp xã"), ("district", "Cấp huyện"), ("province", "Cấp tỉnh")]
ACTS = {
    "forward": gettext_lazy("Chuyển hồ sơ"),
    "assign": gettext_lazy("Phân công"),
    "examine": gettext_lazy("Thẩm định, kiểm tra"),
    "sign": gettext_lazy("Ký duyệt"),
    "issue": gettext_lazy("Vào số, đóng dấu, phát hành"),
    "hand_over": gettext_lazy("Trả kết quả"),
}
ACTS = {act: words for act, words in ACTS.items() if act in DEEDS}
OFFICES = ("desk", "examiner", "head", "clerk")


def line(label: Any, most: int, *, required: bool = True, hint: Any = "", **more: Any) -> forms.CharField:
    """One line of text with its limit, which the page and the message name."""
    return forms.CharField(
        label=label, max_length=most, required=required, help_text=hint, error_messages=MUST, **more
    )


def text(label: Any, most: int = 20_000, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        help_text=hint,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def whole(label: Any, most: int, least: int = 0, hint: Any = "") -> WholeNumberField:
    words = {"min_value": _("Nhập từ %(a)s đến %(b)s.") % {"a": least, "b": most}}
    words |= {"max_value": words["min_value"], "invalid": _("Nhập số nguyên bằng chữ số.")}
    return WholeNumberField(
        label=label, required=False, min_value=least, max_value=most, help_text=hint, error_messages=words
    )


class StepForm(forms.Form):
    title = line(gettext_lazy("Tên bước"), 120)
    intro = line(gettext_lazy("Lời dẫn"), 500, required=False)


class SectionForm(forms.Form):
    title = line(gettext_lazy("Tên mục"), 120, required=False)
    intro = line(gettext_lazy("Lời dẫn"), 500, required=False)


class PaperForm(forms.Form):
    name = line(gettext_lazy("Tên giấy tờ"), 500)
    note = line(gettext_lazy("Ghi chú"), 1000, required=False)
    originals = whole(gettext_lazy("Số bản chính"), 20)
    copies = whole(gettext_lazy("Số bản sao"), 20)
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc"), required=False)
    made = forms.BooleanField(label=gettext_lazy("Lập từ câu trả lời, không phải gửi tệp"), required=False)
    replaced_by = line(
        gettext_lazy("Cơ sở dữ liệu thay thế"),
        300,
        required=False,
        hint=gettext_lazy("Tên cơ sở dữ liệu mà cơ quan tự tra cứu thay cho giấy này"),
    )


class ProcessForm(forms.Form):
    """A step of the process: each deed at most once, since the program knows a step by its deed."""

    act = forms.ChoiceField(label=gettext_lazy("Việc"), choices=list(ACTS.items()))
    label = line(gettext_lazy("Tên bước"), 200)
    role = forms.ChoiceField(
        label=gettext_lazy("Người làm"), choices=[(code, ROLES[code].label) for code in OFFICES]
    )
    place = forms.ChoiceField(
        label=gettext_lazy("Nơi làm"),
        choices=[("desk", gettext_lazy("Nơi tiếp nhận")), ("agency", gettext_lazy("Cơ quan giải quyết"))],
    )
    share = forms.DecimalField(
        label=gettext_lazy("Phần thời gian (%)"),
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("Các bước cộng lại bằng 100"),
        error_messages={
            **MUST,
            "min_value": gettext_lazy("Nhập từ 0 đến 100."),
            "max_value": gettext_lazy("Nhập từ 0 đến 100."),
            "invalid": gettext_lazy("Nhập một số, ví dụ 12,5."),
        },
    )

    def __init__(self, *args: Any, used_acts: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used_acts = used_acts

    def clean_act(self) -> str:
        act: str = self.cleaned_data["act"]
        if act in self.used_acts:
            raise forms.ValidationError(_("Việc này đã có bước khác. Mỗi việc một bước."))
        return act

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        share = float(data["share"] / Decimal(100))
        return {k: data[k] for k in ("label", "role", "place", "act")} | {"share": share}


class FeeForm(forms.Form):
    name = line(gettext_lazy("Tên khoản thu"), 300)
    amount = whole(
        gettext_lazy("Mức thu (đồng)"), 10**11, hint=gettext_lazy("Để trống nếu chưa có mức cố định")
    )
    note = line(gettext_lazy("Ghi chú, miễn giảm"), 1000, required=False)
    source = line(gettext_lazy("Căn cứ"), 500)

    kind = forms.ChoiceField(label=gettext_lazy("Loại"), required=False, choices=list(FEE_KINDS.items()))
    per = forms.ChoiceField(label=gettext_lazy("Thu theo"), required=False, choices=list(FEE_UNITS.items()))
    quantity = forms.ChoiceField(
        label=gettext_lazy("Số lượng lấy từ câu hỏi"),
        required=False,
        help_text=gettext_lazy("Không chọn thì tính một; nơi tiếp nhận đếm lại được."),
    )
    due = forms.ChoiceField(
        label=gettext_lazy("Khi nào nộp khoản này"),
        required=False,
        choices=[
            ("", gettext_lazy("theo thời điểm chung ghi ở dưới danh sách khoản thu")),
            *DUES.items(),
        ],
    )
    due_source = line(
        gettext_lazy("Căn cứ của thời điểm nộp"),
        500,
        required=False,
        hint=gettext_lazy(
            "Văn bản, điều khoản quy định khi nào nộp. Để trống thì mọi trang ghi “thời điểm thu minh họa”."
        ),
    )
    by_desk = forms.BooleanField(
        label=gettext_lazy("Nơi tiếp nhận xác định từng hồ sơ có phải nộp không, nộp bao nhiêu"),
        required=False,
    )

    def __init__(self, *args: Any, numbers: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].choices = [("", "–"), *numbers]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("quantity") and data.get("per") == "dossier":
            self.add_error("quantity", _("Khoản thu theo hồ sơ thì không có số lượng."))
        return data


class ExemptionForm(forms.Form):
    """Who is freed from a fee; without a condition the desk alone grants it on a paper."""

    who = line(gettext_lazy("Miễn cho ai"), 300, hint=gettext_lazy("Ví dụ: Người thuộc hộ nghèo"))
    source = line(gettext_lazy("Căn cứ"), 500)


class CollectionForm(forms.Form):
    """When those fees are to be paid that do not say it themselves, and where the dossier is settled."""

    fee_due = forms.ChoiceField(
        label=gettext_lazy("Khi nào nộp phí, lệ phí"),
        required=False,
        choices=[
            ("", gettext_lazy("ghi ở từng khoản thu")),
            ("accept", gettext_lazy("Nộp trước khi tiếp nhận")),
            ("hand_over", gettext_lazy("Nộp khi nhận kết quả")),
        ],
    )
    settled_in = line(
        gettext_lazy("Giải quyết trên phần mềm khác"),
        120,
        required=False,
        hint=gettext_lazy("Tên phần mềm của bộ, ngành. Để trống khi giải quyết tại đây."),
    )


class LimitsForm(forms.Form):
    """For each level the time that law gives; empty where the level does not settle it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for level, label in LEVELS:
            words = {"level": label}
            self.fields[f"{level}_amount"] = line(_("%(level)s: thời hạn") % words, 8, required=False)
            self.fields[f"{level}_unit"] = forms.ChoiceField(
                label=_("%(level)s: đơn vị") % words,
                required=False,
                choices=[(u.value, u.words) for u in Unit],
            )
            self.fields[f"{level}_counting"] = forms.ChoiceField(
                label=_("%(level)s: ngày đầu") % words,
                required=False,
                choices=[("next_day", _("Tính từ ngày sau")), ("same_day", _("Tính cả ngày nhận"))],
            )
            self.fields[f"{level}_source"] = line(_("%(level)s: căn cứ") % words, 500, required=False)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        self.limits: dict[str, Any] = {}
        for level, _label in LEVELS:
            if amount := data.get(f"{level}_amount"):
                self._limit(level, amount, data)
        return data

    def _limit(self, level: str, amount: str, data: dict[str, Any]) -> None:
        plain = amount.replace(",", ".")
        given = {n: data.get(f"{level}_{n}") or "" for n in ("unit", "counting", "source")}
        given["unit"] = given["unit"] or Unit.WORKING_DAY.value
        given["counting"] = given["counting"] or "next_day"
        if not given["source"]:
            self.add_error(f"{level}_source", _("Ghi căn cứ của thời hạn."))
        try:
            self.limits[level] = TimeLimit.from_json({"amount": plain, **given}).to_json()
        except InvalidLimit as error:
            self.add_error(f"{level}_amount", str(error))


class TextsForm(forms.Form):
    """The seven parts that law publishes of a procedure, as far as they are words."""

    form_title = line(gettext_lazy("Tên mẫu đơn, tờ khai"), 200)
    result_name = line(gettext_lazy("Kết quả thực hiện"), 300)
    agency_text = line(gettext_lazy("Cơ quan thực hiện"), 300, required=False)
    order_text = text(gettext_lazy("Trình tự thực hiện"))
    manner_text = text(gettext_lazy("Cách thức thực hiện"))
    conditions_text = text(gettext_lazy("Yêu cầu, điều kiện"))
    legal_basis = text(
        gettext_lazy("Căn cứ pháp lý"), hint=gettext_lazy("Mỗi dòng một văn bản: Tên văn bản | Điều, khoản")
    )
    subjects = forms.MultipleChoiceField(
        label=gettext_lazy("Đối tượng thực hiện"),
        choices=ProcedureVersion.Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=MUST,
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Cách nộp"),
        choices=ProcedureVersion.Channel.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages=MUST,
    )
    source = line(gettext_lazy("Nguồn của nội dung"), 500)

    def clean_legal_basis(self) -> list[dict[str, str]]:
        rows = [row.split("|", 1) for row in self.cleaned_data["legal_basis"].splitlines() if row.strip()]
        return [{"name": row[0].strip(), "article": row[1].strip() if len(row) > 1 else ""} for row in rows]


class DatesForm(forms.Form):
    begin = VnDateField(label=gettext_lazy("Áp dụng từ ngày"))
    end = VnDateField(label=gettext_lazy("Hết áp dụng từ ngày (nếu biết)"), required=False)

    def __init__(self, *args: Any, used_days: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.used_days = used_days

    def clean_begin(self) -> date:
        begin: date = self.cleaned_data["begin"]
        if begin in self.used_days:
            raise forms.ValidationError(_("Đã có bản khác bắt đầu đúng ngày này. Chọn ngày khác."))
        if self.used_days and begin < min(self.used_days):
            words = {"day": f"{min(self.used_days):%d/%m/%Y}"}
            raise forms.ValidationError(_("Chọn ngày sau %(day)s, ngày bản đầu tiên bắt đầu.") % words)
        return begin

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("end") and data.get("begin") and data["end"] <= data["begin"]:
            self.add_error("end", _("Ngày hết áp dụng phải sau ngày áp dụng."))
        return data

    def valid(self) -> DateRange:
        return DateRange(self.cleaned_data["begin"], self.cleaned_data["end"])
