import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField
from tinhso.lib.tables.encodings import CHOICES
from tinhso.lib.tables.values import FORMS
from tinhso.opendata.dataset.words_field import Words

DELIMITERS = {
    "": _("(tự nhận)"),
    ",": _("dấu phẩy ,"),
    ";": _("dấu chấm phẩy ;"),
    "\t": _("dấu tab"),
    "|": _("gạch đứng |"),
    "none": _("chỉ có một cột"),
}


QUOTES = {"": _("(tự nhận)"), '"': _("nháy kép"), "'": _("nháy đơn"), "none": _("không có")}
DECIMALS = {"": _("(tự nhận)"), "decimal_comma": _("dấu phẩy: 1,5"), "decimal_dot": _("dấu chấm: 1.5")}
DATES = {"": _("(tự nhận)"), "day_first": _("ngày/tháng/năm"), "month_first": _("tháng/ngày/năm")}
NO_HEADING = "không"
SPAN = re.compile(r"(\d{1,9})(?:\s*[-–]\s*(\d{1,9}))?", re.ASCII)
MOST_SPANS, MOST_LEVELS, LAST_HEADING = 50, 5, 1000


def spans(text: str) -> list[tuple[int, int]]:
    """`3, 5-7` as lines from and to. ValueError."""
    found = []
    for part in text.replace(";", ",").split(","):
        if not part.strip():
            continue
        match = SPAN.fullmatch(part.strip())
        low, high = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 0 < low <= high:
            raise ValueError(part)
        found.append((low, high))
    return found


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp dữ liệu"),
        help_text=_(
            "CSV, XLSX, ODS, JSON, GeoJSON, Parquet; nén .gz, .zip cũng được. Tới 5 GB khi trình duyệt chạy được JavaScript, nếu không tới 50 MB."
        ),
    )


class LinkForm(forms.Form):
    url = forms.CharField(
        label=_("Địa chỉ tệp"),
        max_length=2000,
        widget=forms.URLInput(attrs={"inputmode": "url"}),
        help_text=_("http hoặc https, máy chủ trên mạng công cộng."),
    )


class ReasonForm(forms.Form):
    reason = Words(
        _("Lý do được phép công bố"),
        1000,
        rows=3,
        help_text=_("Ít nhất 20 ký tự; được lưu lại và kiểm chứng được."),
    )


class ReadingForm(forms.Form):
    """Corrections of how a file was read: all of them, whether typed here or pressed one by one (`reading_choices`)."""

    encoding = forms.ChoiceField(
        label=_("Bảng mã"), required=False, choices=[("", _("(tự nhận)")), *((n, n) for n in CHOICES)]
    )
    delimiter = forms.ChoiceField(label=_("Dấu phân cách"), required=False, choices=list(DELIMITERS.items()))
    first = WholeNumberField(label=_("Bảng bắt đầu từ dòng"), required=False, min_value=1, max_value=1000)
    heading = forms.CharField(
        label=_("Dòng tiêu đề"),
        required=False,
        max_length=20,
        help_text=_(
            "Để trống: tự nhận. “không”: tệp không có tiêu đề. Số dòng: 3, hoặc 3-5 nếu tiêu đề nhiều dòng."
        ),
    )
    quote = forms.ChoiceField(label=_("Dấu bao quanh ô"), required=False, choices=list(QUOTES.items()))
    decimal = forms.ChoiceField(label=_("Dấu thập phân"), required=False, choices=list(DECIMALS.items()))
    dates = forms.ChoiceField(label=_("Thứ tự của ngày"), required=False, choices=list(DATES.items()))
    skip = forms.CharField(
        label=_("Bỏ các dòng"), required=False, max_length=400, help_text=_("Ví dụ: 1-4, 57. Tối đa 50 đoạn.")
    )

    def __init__(self, *words: Any, columns: list[dict[str, Any]], **more: Any) -> None:
        super().__init__(*words, **more)
        choices = [("=", _("(tự nhận)")), ("", _("chữ")), *((form.name, form.name) for form in FORMS)]
        self.names = [column["name"] for column in columns][:200]
        for place, column in enumerate(columns[:200]):
            label = _("Cột “%(name)s”") % {"name": column["heading"] or column["name"]}
            self.fields[f"form_{place}"] = forms.ChoiceField(
                label=label, required=False, choices=choices, initial="="
            )

    def clean_heading(self) -> str:
        """`không`, a line, or lines that follow each other."""
        text = str(self.cleaned_data["heading"]).strip().lower()
        if not text or text in (NO_HEADING, "no"):
            return NO_HEADING if text else ""
        try:
            [(low, high)] = spans(text)
        except ValueError:
            low, high = 0, 0
        if not 0 < low <= high < low + MOST_LEVELS or high > LAST_HEADING:
            raise forms.ValidationError(
                _("Ghi “không”, một số dòng hoặc tối đa 5 dòng liền nhau trong 1000 dòng đầu, ví dụ 3-5.")
            )
        return f"{low}-{high}" if high > low else str(low)

    def clean_skip(self) -> list[list[int]]:
        """The lines as pairs."""
        try:
            found = spans(str(self.cleaned_data["skip"]))
        except ValueError as error:
            raise forms.ValidationError(_("Ghi số dòng, ví dụ 1-4, 57.")) from error
        if len(found) > MOST_SPANS:
            raise forms.ValidationError(_("Nhiều hơn 50 đoạn."))
        return [list(one) for one in dict.fromkeys(found)]

    def wish(self) -> dict[str, Any]:
        """What the worker is told (`intake_process.wish_of`)."""
        given = self.cleaned_data
        found: dict[str, Any] = {}
        if given["encoding"]:
            found["encoding"] = given["encoding"]
        if given["delimiter"]:
            found["delimiter"] = "" if given["delimiter"] == "none" else given["delimiter"]
        if given["first"]:
            found["first"] = given["first"]
        if given["heading"]:
            found["heading"] = given["heading"] != NO_HEADING
        if found.get("heading"):
            [(found["first"], ends)] = spans(given["heading"])
            found |= {"heading_ends": ends} if ends > found["first"] else {}
        if given["quote"]:
            found["quote"] = "" if given["quote"] == "none" else given["quote"]
        for name in ("decimal", "dates", "skip"):
            found |= {name: given[name]} if given[name] else {}
        forms_ = {n: given[f"form_{i}"] for i, n in enumerate(self.names) if given[f"form_{i}"] != "="}
        return found | ({"forms": forms_} if forms_ else {})


def typed(wish: dict[str, Any], columns: list[dict[str, Any]]) -> dict[str, Any]:
    """The wish as `ReadingForm` is typed."""
    found: dict[str, Any] = {name: wish[name] for name in ("encoding", "decimal", "dates") if name in wish}
    found |= {name: wish[name] or "none" for name in ("delimiter", "quote") if name in wish}
    first, ends = wish.get("first"), wish.get("heading_ends")
    if wish.get("heading"):
        found["heading"] = f"{first}-{ends}" if ends else str(first)
    elif "heading" in wish:
        found["heading"] = NO_HEADING
    if first and not wish.get("heading"):
        found["first"] = str(first)
    found["skip"] = ", ".join(f"{a}-{b}" if b > a else str(a) for a, b in wish.get("skip", []))
    for place, column in enumerate(columns[:200]):
        found[f"form_{place}"] = wish.get("forms", {}).get(column["name"], "=")
    return found
