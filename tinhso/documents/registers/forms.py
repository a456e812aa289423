"""Forms of the register: which part is looked at, reserving a number, releasing one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.documents.layout.document_types import (
    NORMATIVE,
    NORMATIVE_TYPES,
    DocumentType,
    every_type,
    name_of,
    numbered_types_on,
    type_of,
)
from tinhso.documents.registers.secrecy import MARKS
from tinhso.kernel.site.forms import VnDateField, WholeNumberField, WordsField
from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR


class RegisterFilterForm(forms.Form):
    """What of the register is shown; what is wrong is left out, for it stands in an address."""

    nam = WholeNumberField(label=_("Năm"), min_value=FIRST_YEAR, max_value=LAST_YEAR, required=False)
    loai = forms.ChoiceField(label=_("Loại văn bản"), required=False, choices=())
    q = WordsField(_("Tìm theo số, trích yếu"), 100, required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        rules = [(f"{one}{NORMATIVE}", name_of(f"{one}{NORMATIVE}")) for one in NORMATIVE_TYPES]
        names = [*((one.code, one.name) for one in every_type()), *rules]
        self.fields["loai"].choices = [("", _("Mọi loại")), *names]  # type: ignore[attr-defined]


def secrecy_field() -> forms.ChoiceField:
    """A document with a mark is turned away: the question is asked so that nobody types one in unawares."""
    return forms.ChoiceField(
        label=_("Độ mật"),
        choices=MARKS,
        required=False,
        help_text=_("Văn bản mật không được đưa vào hệ thống này."),
    )


class ReserveForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại văn bản"), choices=())
    secrecy = secrecy_field()
    reason = WordsField(_("Lý do giữ số"), 500, rows=3)

    def __init__(self, *args: Any, day: date, **more: Any) -> None:
        super().__init__(*args, **more)
        self.day = day
        self.fields["kind"].choices = [(one.code, one.name) for one in numbered_types_on(day)]  # type: ignore[attr-defined]

    def clean_kind(self) -> DocumentType:
        return type_of(self.cleaned_data["kind"], self.day)


class ReleaseForm(forms.Form):
    reason = WordsField(_("Lý do không dùng số"), 500, rows=3)


class OutsideRecipientForm(forms.Form):
    ident_code = WordsField(_("Mã định danh"), 35, help_text=_("Ví dụ H37.02.02, theo QĐ 20/2020/QĐ-TTg."))
    name = WordsField(_("Tên cơ quan"), 200)
    valid_from = VnDateField(label=_("Có hiệu lực từ ngày"))
    valid_to = VnDateField(
        label=_("Hết hiệu lực từ ngày"), required=False, help_text=_("Bỏ trống khi chưa biết.")
    )
    source = WordsField(_("Nguồn"), 300, help_text=_("Quyết định, danh mục đơn vị trên trục, ngày xem."))


class EndRecipientForm(forms.Form):
    valid_to = VnDateField(label=_("Hết hiệu lực từ ngày"))
    source = WordsField(_("Nguồn hoặc lý do"), 300)
