from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.lib.dates import NotADate, read_when
from tinhso.lib.machines.machine_lists import MOST_BYTES, NotUnderstood, read_ip, read_mac


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class MachineListForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    agency = AgencyField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=None)
    since = VnDateField(label=_("Danh sách lập ngày"))
    content = forms.FileField(
        label=_("Tệp danh sách"),
        help_text=_(
            "CSV mã UTF-8 hoặc XLSX, tối đa 5.000 dòng, 8 MB. Đọc các cột: Tên máy, Địa chỉ IP, Địa chỉ MAC, Số seri,"
            " Hệ điều hành, Loại, Mã agent, Từ ngày, Đến ngày. Cột về người dùng không được đọc."
        ),
    )

    def __init__(self, *args: Any, agencies: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 8 MB. Ông/bà chia thành nhiều tệp."))
        return content


class EndMachineForm(forms.Form):
    ends = VnDateField(label=_("Không còn ở cơ quan từ ngày"))


class OwnerForm(forms.Form):
    """Whose an address was at a moment; it stands in an address of a page."""

    dia_chi = WordsField(_("Địa chỉ IP hoặc MAC"), 45)
    luc = WordsField(_("Lúc"), 40, help_text=_("Ngày, giờ; ví dụ 08/03/2024 14:30."))

    def clean_luc(self) -> datetime:
        try:
            return read_when(self.cleaned_data["luc"])[0]
        except NotADate as error:
            raise forms.ValidationError(_("Ghi ngày, giờ, ví dụ 08/03/2024 14:30.")) from error

    def clean_dia_chi(self) -> tuple[str, str]:
        text = self.cleaned_data["dia_chi"]
        for kind, read in (("ip", read_ip), ("mac", read_mac)):
            try:
                if value := read(text):
                    return kind, value
            except NotUnderstood:
                continue
        raise forms.ValidationError(_("Ghi một địa chỉ IP hoặc MAC."))
