from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.lib.software_bills.reading import MOST_BYTES
from tinhso.security.models import InformationSystem, VexStatement
from tinhso.security.vex.entry import StatementEntry

STATES = [("con", _("Đang có hiệu lực")), ("het", _("Đã hết hiệu lực")), ("tat-ca", _("Tất cả"))]


class SystemField(forms.ModelChoiceField):
    def label_from_instance(self, system: InformationSystem) -> str:
        return str(system.name)


class FilterForm(forms.Form):
    """What the list shows; what is wrong is left out, for it stands in an address."""

    hieu_luc = forms.ChoiceField(label=_("Hiệu lực"), choices=STATES, required=False)
    trang_thai = forms.ChoiceField(
        label=_("Trạng thái"),
        choices=[("", _("Mọi trạng thái")), *VexStatement.Status.choices],
        required=False,
    )


class _AboutSystem(forms.Form):
    """`every` may speak of all systems."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    system = SystemField(
        label=_("Hệ thống thông tin"), queryset=InformationSystem.objects.none(), required=False
    )

    def __init__(self, *args: Any, systems: Any, every: bool, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        field = self.fields["system"]
        field.queryset = systems  # type: ignore[attr-defined]
        field.required = not every
        field.empty_label = _("Mọi hệ thống của tỉnh") if every else _("Chọn")  # type: ignore[attr-defined]


class StatementForm(_AboutSystem):
    names = WordsField(
        _("Mã lỗ hổng"),
        300,
        help_text=_("Ví dụ CVE-2024-1234; nhiều mã của cùng một lỗ hổng thì cách nhau bằng dấu cách."),
    )
    purl = WordsField(
        _("Package URL của thành phần"),
        400,
        help_text=_(
            "Ví dụ pkg:npm/lodash@4.17.20; không ghi phiên bản là mọi phiên bản. Có ở trang điểm yếu và trong bảng kê phần mềm."
        ),
    )
    status = forms.ChoiceField(
        label=_("Trạng thái"), choices=VexStatement.Status.choices, widget=forms.RadioSelect
    )
    justification = forms.ChoiceField(
        label=_("Lý do không bị ảnh hưởng"),
        choices=[("", _("Không áp dụng")), *VexStatement.Justification.choices],
        required=False,
    )
    text = WordsField(
        _("Căn cứ"), 1000, rows=4, help_text=_("Ai đã xem, xem gì; nếu bị ảnh hưởng thì phải làm gì.")
    )
    expires_on = VnDateField(label=_("Đến ngày"))

    def entry(self) -> StatementEntry:
        given = self.cleaned_data
        return StatementEntry(
            names=tuple(given["names"].replace(",", " ").split()),
            purl=given["purl"],
            status=given["status"],
            justification=given["justification"],
            text=given["text"],
            expires_on=given["expires_on"],
        )


class DocumentForm(_AboutSystem):
    content = forms.FileField(
        label=_("Tệp VEX"), help_text=_("Tối đa 16 MB. OpenVEX, CycloneDX VEX hoặc CSAF 2.0, ở dạng JSON.")
    )
    expires_on = VnDateField(label=_("Đến ngày"))

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 16 MB; hãy chia nhỏ."))
        return content


class WithdrawForm(forms.Form):
    why = WordsField(_("Lý do rút"), 1000, rows=3)
