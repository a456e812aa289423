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
    """Corrections of how a file was read."""

    encoding = forms.ChoiceField(
        label=_("Bảng mã"), required=False, choices=[("", _("(tự nhận)")), *((n, n) for n in CHOICES)]
    )
    delimiter = forms.ChoiceField(label=_("Dấu phân cách"), required=False, choices=list(DELIMITERS.items()))
    first = WholeNumberField(label=_("Bảng bắt đầu từ dòng"), required=False, min_value=1, max_value=1000)
    heading = forms.ChoiceField(
        label=_("Dòng đầu là tiêu đề"),
        required=False,
        choices=[("", _("(tự nhận)")), ("no", _("không"))],
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

    def wish(self) -> dict[str, Any]:
        given = self.cleaned_data
        found: dict[str, Any] = {}
        if given["encoding"]:
            found["encoding"] = given["encoding"]
        if given["delimiter"]:
            found["delimiter"] = "" if given["delimiter"] == "none" else given["delimiter"]
        if given["first"]:
            found["first"] = given["first"]
        if given["heading"]:
            found["heading"] = False
        forms_ = {n: given[f"form_{i}"] for i, n in enumerate(self.names) if given[f"form_{i}"] != "="}
        return found | ({"forms": forms_} if forms_ else {})
