"""Forms of programmes for enterprises and of what firms got: shapes and limits."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.models import FirmSupport
from tinhso.indicators.typed_fields.fields import DayField, NumberField
from tinhso.indicators.typed_fields.tax_code import tax_code_field
from tinhso.kernel.site.forms import WordsField


class ProgrammeForm(forms.Form):
    name = WordsField(_("Tên chương trình"), 300)
    legal_basis = WordsField(_("Căn cứ"), 300)
    begins = DayField(_("Ngày bắt đầu"))
    ends = DayField(_("Ngày kết thúc"), required=False)

    def clean_ends(self) -> Any:
        """The day after the last one."""
        last = self.cleaned_data["ends"]
        return last + timedelta(days=1) if last else None


class SupportForm(forms.Form):
    tax_code = tax_code_field()
    name = WordsField(_("Tên doanh nghiệp, hợp tác xã, hộ kinh doanh"), 300)
    kind = forms.ChoiceField(label=_("Hình thức hỗ trợ"), choices=FirmSupport.Kind.choices)
    given_on = DayField(_("Ngày hỗ trợ"))
    amount = NumberField(
        label=_("Kinh phí (đồng)"),
        places=0,
        required=False,
        help_text=_("Để trống nếu không hỗ trợ bằng tiền."),
    )
    note = WordsField(_("Ghi chú"), 300, required=False)
    client_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        more.setdefault("initial", {"client_key": uuid4()})
        super().__init__(*args, **more)

    def clean_amount(self) -> int:
        return int(self.cleaned_data["amount"] or 0)


class RevokeForm(forms.Form):
    reason = WordsField(_("Lý do bỏ"), 300)
