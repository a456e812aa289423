"""The shape of what the cashier sends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WholeNumberField
from tinhso.lib.money.fees import MOST_DONG, MOST_PIECES
from tinhso.onestop.dossier.forms import VerForm


def line(label: Any, required: Any, longest: int = 500) -> forms.CharField:
    """One line of words, with its own sentences."""
    long = _("Nội dung dài quá giới hạn. Rút gọn lại.")
    errors = {"required": required, "max_length": long}
    return forms.CharField(label=label, max_length=longest, error_messages=errors)


class CashForm(VerForm):
    amount = WholeNumberField(
        label=_("Số tiền thu (đồng)"),
        min_value=1,
        error_messages={
            "required": _("Nhập số tiền."),
            "invalid": _("Nhập số đồng, chỉ gồm chữ số."),
            "min_value": _("Số tiền phải lớn hơn 0."),
        },
    )


class WaiveForm(VerForm):
    reason = line(_("Lý do miễn"), _("Ghi lý do miễn."))
    paper = line(_("Giấy tờ chứng minh"), _("Ghi giấy tờ chứng minh."), 200)


class AmountForm(VerForm):
    """What one line costs that the answers did not tell; `lines` are number and name of those that wait."""

    field_order = ("line", "amount", "source")
    source = line(_("Căn cứ"), _("Ghi căn cứ, ví dụ số nghị quyết, thông báo."))
    line = forms.TypedChoiceField(
        label=_("Khoản thu"), coerce=int, error_messages={"required": _("Chọn khoản thu.")}
    )
    amount = WholeNumberField(
        label=_("Mức thu cho một đơn vị tính (đồng)"),
        help_text=_("Nhập 0 nếu hồ sơ không thuộc trường hợp phải nộp khoản này."),
        min_value=0,
        max_value=MOST_DONG,
        error_messages={
            "required": _("Nhập số tiền, hoặc 0."),
            "invalid": _("Nhập số đồng, chỉ gồm chữ số."),
            "min_value": _("Số tiền không được âm."),
            "max_value": _("Số tiền quá lớn. Kiểm tra lại."),
        },
    )

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]


class RecountForm(VerForm):
    line = forms.TypedChoiceField(
        label=_("Khoản thu"), coerce=int, error_messages={"required": _("Chọn khoản thu.")}
    )
    quantity = WholeNumberField(
        label=_("Số lượng đếm được"),
        min_value=1,
        max_value=MOST_PIECES,
        error_messages={
            "required": _("Nhập số lượng."),
            "invalid": _("Nhập một số nguyên."),
            "min_value": _("Số lượng từ 1."),
            "max_value": _("Số lượng tối đa 10.000."),
        },
    )

    def __init__(self, *args: Any, lines: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = lines  # type: ignore[attr-defined]


class MatchForm(VerForm):
    code = line(_("Mã hồ sơ"), _("Nhập mã hồ sơ."), 60)
    note = line(_("Căn cứ ghi nhận"), _("Ghi căn cứ, ví dụ chứng từ người nộp đưa."))


class RefundForm(VerForm):
    reason = line(_("Lý do hoàn tiền"), _("Ghi lý do hoàn tiền."))
