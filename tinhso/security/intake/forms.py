from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import WordsField
from tinhso.security.intake.limits import MOST_BYTES


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class ReportForm(forms.Form):
    """A coordinator may leave the agency open: then the register says whose each machine is."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    agency = AgencyField(label=_("Máy của cơ quan"), queryset=Agency.objects.none(), required=False)
    content = forms.FileField(
        label=_("Tệp báo cáo"),
        help_text=_(
            "Tối đa 64 MB. Nmap XML, Nessus, OpenVAS, ZAP, Nuclei, Nikto, Burp, Qualys, Trivy, Grype, Wazuh, SARIF, CycloneDX,"
            " Suricata, danh sách của phần mềm diệt virus. Tệp được lưu nguyên; mật khẩu trong báo cáo bị gạch khi đọc."
            " Nhật ký mạng (Zeek, BIND, dnsmasq, Windows DNS, Squid) được đối chiếu với chỉ dấu tấn công; tệp gốc bị xóa, các dòng được niêm để đối chiếu với chỉ dấu mới, hết hạn thì tự xóa."
        ),
    )

    def __init__(self, *args: Any, agencies: Any, every: bool, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        field = self.fields["agency"]
        field.queryset = agencies  # type: ignore[attr-defined]
        field.required = not every
        field.empty_label = _("Mọi cơ quan, theo sổ máy") if every else None  # type: ignore[attr-defined]

    def clean_content(self) -> Any:
        content = self.cleaned_data["content"]
        if content.size > MOST_BYTES:
            raise forms.ValidationError(_("Tệp lớn hơn 64 MB. Ông/bà xuất báo cáo thành nhiều tệp."))
        return content


class ResolveForm(forms.Form):
    machine = WordsField(_("Mã máy trong sổ"), 16, help_text=_("Mã ở cuối địa chỉ trang của máy."))
