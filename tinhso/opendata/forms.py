"""Shapes of what readers and keepers of open data type."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.opendata.expressions import WITHOUT_VALUE, Ask, Condition
from tinhso.opendata.models import Dataset


def text(most: int, **kwargs: Any) -> forms.CharField:
    return forms.CharField(max_length=most, **kwargs)


class SqlForm(forms.Form):
    sql = text(
        20_000, label=_("Câu lệnh SELECT"), widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"})
    )


class TokenForm(forms.Form):
    """What a key is for."""

    name = text(100, label=_("Khóa dùng cho chương trình nào"))


class OpenListForm(forms.Form):
    """The chairman's decision and the datasets that it lists."""

    number = text(60, label=_("Số, ký hiệu quyết định"))
    signed_on = VnDateField(label=_("Ngày ký"))
    title = text(300, label=_("Trích yếu"))
    stage_from = VnDateField(label=_("Giai đoạn từ ngày"))
    stage_to = VnDateField(label=_("Đến ngày"))
    datasets = forms.ModelMultipleChoiceField(
        Dataset.objects.all(), label=_("Bộ dữ liệu trong danh mục"), widget=forms.CheckboxSelectMultiple
    )


def ask_of(given: Any, limit: int | None) -> Ask:
    """Conditions (cot, dk, gt in threes), order (xep) and page (trang) of an address."""
    columns, operators, values = (given.getlist(word)[:20] for word in ("cot", "dk", "gt"))
    values += [""] * (len(columns) - len(values))
    conditions = tuple(
        Condition(column, operator, value.replace("\0", ""))
        for column, operator, value in zip(columns, operators, values, strict=False)
        if column and (value or operator in WITHOUT_VALUE)
    )
    page = given.get("trang", "1")
    number = min(max(int(page), 1), 1_000_000) if page.isascii() and page.isdigit() and len(page) < 8 else 1
    return Ask(conditions, given.get("xep", "")[:80], limit, (number - 1) * (limit or 0))
