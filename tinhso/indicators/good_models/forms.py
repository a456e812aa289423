"""Forms of the register of good models: shapes and limits."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import GoodModel
from tinhso.indicators.typed_fields.fields import DayField, NumberField
from tinhso.kernel.site.forms import WordsField
from tinhso.lib.numbers import vn_number

NAMES = ("title", "doer", "what", "result", "spot", "evidence", "paid_by")


class GoodModelForm(forms.Form):
    title = WordsField(_("Tên mô hình"), 200)
    doer = WordsField(
        _("Ai làm"), 300, help_text=_("Tổ, hội, đơn vị; không ghi thông tin cá nhân của người dân.")
    )
    what = WordsField(_("Làm gì, làm thế nào"), 3000, rows=5)
    result = WordsField(_("Kết quả"), 3000, rows=4, help_text=_("Ghi số liệu trước và sau khi làm, nếu có."))
    spot = WordsField(_("Địa điểm"), 200, required=False)
    since = DayField(_("Làm từ ngày"))
    cost = NumberField(
        label=_("Chi phí đến nay (đồng)"),
        places=0,
        required=False,
        help_text=_("Không tốn kinh phí thì ghi 0."),
    )
    paid_by = WordsField(_("Nguồn chi"), 200, required=False)
    evidence = WordsField(
        _("Minh chứng"),
        2000,
        rows=3,
        required=False,
        help_text=_("Số, ngày văn bản, địa chỉ trang. Ảnh và tệp thêm sau khi lưu."),
    )

    @staticmethod
    def initial_of(model: GoodModel) -> dict[str, Any]:
        known = {name: getattr(model, name) for name in (*NAMES, "since")}
        return known | {"cost": "" if model.cost is None else vn_number(model.cost)}


class ModelFileForm(forms.Form):
    file = forms.FileField(
        label=_("Ảnh, tệp"), help_text=_("Một ảnh, tệp PDF, DOCX hoặc XLSX, nhiều nhất 10 MB.")
    )
    caption = WordsField(_("Lời dưới ảnh, tên tệp"), 200)


class CopyForm(forms.Form):
    since = DayField(_("Áp dụng từ ngày"))
    note = WordsField(_("Áp dụng thế nào"), 500, rows=3)


class ModelReturnForm(forms.Form):
    ver = forms.IntegerField(min_value=1, max_value=10**8, widget=forms.HiddenInput)
    reason = WordsField(_("Lý do trả lại"), 2000, rows=3)
