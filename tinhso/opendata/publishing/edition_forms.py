"""Forms of the publisher's side: shapes and limits; what may be written is the actions'."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.clock import HANOI
from tinhso.kernel.site.forms import DayField, WholeNumberField, typed_day
from tinhso.opendata.dataset.words_field import Words
from tinhso.opendata.models import Frequency, Licence, Theme
from tinhso.opendata.models.data_table import FIRST
from tinhso.opendata.publishing.editing import LANGUAGES

MOST_KEYWORDS = 20


class Day(DayField):
    def __init__(self, label: Any, **more: Any) -> None:
        more.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 08/03/2024"))
        formats = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(label=label, input_formats=formats, widget=typed_day(), **more)


class EditionForm(forms.Form):
    """The description of a dataset in DCAT's terms."""

    title = Words(_("Tên bộ dữ liệu"), 200)
    slug = forms.CharField(
        label=_("Địa chỉ"),
        max_length=80,
        required=False,
        help_text=_(
            "Chữ thường không dấu, số và gạch nối; để trống thì lấy theo tên. Đổi địa chỉ thì địa chỉ cũ dẫn sang địa chỉ mới."
        ),
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Chỉ dùng chữ thường không dấu, số và gạch nối.")
            )
        ],
    )
    description = Words(
        _("Mô tả"), 5000, rows=5, help_text=_("Dữ liệu nói về gì, thu thập ra sao, mỗi dòng là gì.")
    )
    keywords = Words(
        _("Từ khóa"), 600, required=False, help_text=_("Cách nhau bằng dấu phẩy, nhiều nhất 20 từ.")
    )
    theme = forms.ChoiceField(label=_("Chủ đề"))
    licence = forms.ChoiceField(label=_("Điều khoản sử dụng"))
    frequency = forms.ChoiceField(label=_("Tần suất cập nhật"), choices=Frequency.choices)
    months = WholeNumberField(
        label=_("Cập nhật trong vòng (tháng)"),
        min_value=1,
        max_value=3,
        help_text=_("Kể từ khi dữ liệu thay đổi; NĐ 47/2020/NĐ-CP cho nhiều nhất 3 tháng."),
    )
    spatial = Words(_("Phạm vi không gian"), 200, required=False)
    temporal_from = Day(_("Dữ liệu từ ngày"), required=False)
    temporal_to = Day(_("Dữ liệu đến ngày"), required=False)
    series = Words(
        _("Chuỗi"),
        200,
        required=False,
        help_text=_(
            "Tên chung của các bộ cùng loại, mỗi kỳ một bộ; ví dụ “Giá nông sản tại các chợ đầu mối”."
        ),
    )
    series_order = WholeNumberField(
        label=_("Năm hoặc thứ tự trong chuỗi"), min_value=0, max_value=9999, required=False
    )
    language = forms.ChoiceField(label=_("Ngôn ngữ"), choices=list(LANGUAGES.items()))
    provenance = Words(_("Nguồn gốc"), 3000, rows=3, required=False)
    author = Words(
        _("Tác giả"), 200, required=False, help_text=_("Đơn vị làm ra dữ liệu, nếu khác cơ quan công bố.")
    )
    landing_page = forms.URLField(
        label=_("Trang giới thiệu"), max_length=500, required=False, assume_scheme="https"
    )
    contact_name = Words(_("Bộ phận liên hệ"), 120, required=False)
    contact_email = forms.EmailField(label=_("Thư điện tử liên hệ"), max_length=200, required=False)
    contact_phone = Words(_("Điện thoại liên hệ"), 30, required=False)

    def __init__(
        self, *words: Any, tables: Mapping[str, Mapping[str, str]] | None = None, **more: Any
    ) -> None:
        """`tables` are the words of each of several tables by its number: two fields more for each."""
        super().__init__(*words, **more)
        self.table_numbers = sorted(tables or {}, key=int)
        for number in self.table_numbers:
            self._add_table(number, (tables or {})[number])
        themes, licences = (kind.objects.values_list("code", "name") for kind in (Theme, Licence))
        self.fields["theme"].choices = list(themes)  # type: ignore[attr-defined]
        self.fields["licence"].choices = list(licences)  # type: ignore[attr-defined]

    def _add_table(self, number: str, words: Mapping[str, str]) -> None:
        named = {"n": number}
        is_first = int(number) == FIRST
        self.fields[f"table_{number}_title"] = Words(
            format_lazy(_("Tên bảng {n}"), **named),
            200,
            required=not is_first,
            initial=words["title"],
            help_text=_("Để trống: “Bảng chính”.") if is_first else "",
        )
        self.fields[f"table_{number}_description"] = Words(
            format_lazy(_("Mô tả bảng {n}"), **named),
            3000,
            rows=2,
            required=False,
            initial=words["description"],
        )

    def clean_keywords(self) -> list[str]:
        words = [" ".join(word.split()) for word in self.cleaned_data["keywords"].split(",")]
        found = list(dict.fromkeys(word for word in words if word))
        if len(found) > MOST_KEYWORDS or any(len(word) > 60 for word in found):
            raise forms.ValidationError(_("Nhiều nhất 20 từ khóa, mỗi từ dài không quá 60 ký tự."))
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("temporal_from"), given.get("temporal_to")
        if first and last and first > last:
            self.add_error("temporal_to", _("Ngày cuối phải sau ngày đầu."))
        return given

    def content(self) -> dict[str, Any]:
        """The values as an edition holds them."""
        given = dict(self.cleaned_data)
        for name in ("temporal_from", "temporal_to"):
            given[name] = given[name].isoformat() if given[name] else ""
        words = ("title", "description")
        tables = {n: {one: given.pop(f"table_{n}_{one}") for one in words} for n in self.table_numbers}
        return given | ({"tables": tables} if tables else {})


class DecisionForm(forms.Form):
    """What the data officer decides on a description."""

    remark = Words(_("Điều cần sửa (khi trả lại)"), 1000, rows=2, required=False)
    publish_at = forms.DateTimeField(
        label=_("Công bố lúc (khi duyệt)"),
        required=False,
        input_formats=["%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%d/%m/%Y %H:%M"),
        help_text=_("Ngày/tháng/năm giờ:phút, ví dụ 08/03/2024 07:30. Để trống: công bố ngay."),
    )

    def clean_publish_at(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["publish_at"]
        return moment.replace(tzinfo=HANOI) if moment else None


class TableForm(forms.Form):
    """The name of a further table, and what its rows are."""

    title = Words(_("Tên bảng"), 200)
    description = Words(_("Mô tả: mỗi dòng là gì"), 3000, rows=2, required=False)


class SchemaForm(forms.Form):
    schema = forms.CharField(
        label=_("Lược đồ (Table Schema, JSON)"),
        max_length=200_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Mỗi lần nhận dữ liệu sau đó đều được kiểm tra theo lược đồ này. Để trống: bỏ lược đồ."),
    )
