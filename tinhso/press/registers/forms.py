"""Forms of the registers: shapes and limits."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.press.models import FieldLicence, LicenceNote, OutletOffice


class OfficeForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("Loại"), choices=OutletOffice.Kind.choices)
    outlet = WordsField(_("Cơ quan báo chí"), 120)
    name = WordsField(_("Tên văn phòng"), 160, required=False)
    address = WordsField(_("Địa chỉ"), 300)
    full_name = WordsField(_("Người đứng đầu, phóng viên thường trú"), 120)
    card = WordsField(
        _("Số thẻ nhà báo"), 20, required=False, help_text=_("Của phóng viên thường trú, không công khai.")
    )
    starts = VnDateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)


class OfficeEndForm(forms.Form):
    ends = VnDateField(label=_("Thôi từ ngày"))


class LicenceForm(forms.Form):
    kind = forms.ChoiceField(label=_("Loại"), choices=FieldLicence.Kind.choices)
    number = WordsField(_("Số giấy phép"), 60)
    holder = WordsField(_("Tổ chức được cấp"), 200)
    title = WordsField(_("Tên bản tin, trang, mạng"), 200)
    address = WordsField(_("Địa chỉ trên mạng"), 300, required=False)
    dossier = WordsField(_("Mã hồ sơ một cửa"), 40, required=False)
    starts = VnDateField(label=_("Từ ngày"))
    ends = VnDateField(label=_("Hết hạn ngày"))


class LicenceNoteForm(forms.Form):
    kind = forms.ChoiceField(label=_("Việc"), choices=LicenceNote.Kind.choices)
    on = VnDateField(label=_("Ngày văn bản"))
    number = WordsField(_("Số văn bản"), 60)
    result = WordsField(_("Nội dung, kết quả"), 500, rows=3)
    until = VnDateField(label=_("Gia hạn đến ngày"), required=False)
