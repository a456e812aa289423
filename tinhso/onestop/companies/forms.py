"""What is typed about a company, who represents it, and whom it lets use its account."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Person
from tinhso.kernel.site.forms import VnDateField
from tinhso.onestop.companies.terms import CertificatePaper, OfferedTerms
from tinhso.onestop.dossier.applicants import Applicant
from tinhso.onestop.models import CompanyRepresentative

TAX_CODE, CITIZEN_ID = re.compile(r"\d{10}|\d{13}"), re.compile(r"\d{12}")
COMPANY_WRONG = _("Mã số doanh nghiệp có 10 chữ số, đơn vị phụ thuộc 13 chữ số.")
CITIZEN_WRONG = _("Nhập 12 chữ số định danh.")
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}


def digits_of(typed: object) -> str:
    """Without the spaces, dots and hyphens by which people group digits."""
    return re.sub(r"[\s.-]", "", str(typed))


def number_box() -> forms.CharField:
    return forms.CharField(
        label=_("Mã số doanh nghiệp (mã số thuế)"),
        max_length=20,
        help_text=_("10 hoặc 13 chữ số, ghi trên giấy chứng nhận đăng ký doanh nghiệp."),
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": _("Nhập mã số doanh nghiệp."), "max_length": COMPANY_WRONG},
    )


def citizen_box(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=20,
        widget=forms.TextInput(attrs=DIGITS),
        error_messages={"required": CITIZEN_WRONG, "max_length": CITIZEN_WRONG},
    )


def name_box(label: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Nhập tên."), "max_length": _("Tên dài tối đa 200 ký tự.")},
    )


class CompanyNumberForm(forms.Form):
    """Which company a desk looks for."""

    number = number_box()

    def clean_number(self) -> str:
        number = digits_of(self.cleaned_data["number"])
        if not TAX_CODE.fullmatch(number):
            raise forms.ValidationError(COMPANY_WRONG)
        return number


class PaperForm(forms.Form):
    """What the certificate says of the representative, and from when."""

    title = forms.CharField(
        label=_("Chức danh"),
        max_length=100,
        help_text=_("Như giấy chứng nhận ghi, ví dụ: Giám đốc."),
        error_messages={"required": _("Nhập chức danh."), "max_length": _("Ghi tối đa 100 ký tự.")},
    )
    paper = forms.CharField(
        label=_("Giấy chứng nhận đăng ký doanh nghiệp: số, ngày, nơi cấp"),
        max_length=200,
        error_messages={"required": _("Ghi số, ngày, nơi cấp."), "max_length": _("Ghi tối đa 200 ký tự.")},
    )
    starts_on = VnDateField(
        label=_("Đại diện từ ngày"), error_messages={"required": _("Nhập ngày bắt đầu đại diện.")}
    )


class ClaimForm(CompanyNumberForm, PaperForm):
    """A citizen says which company they represent."""

    name = name_box(_("Tên doanh nghiệp"))
    field_order = ["number", "name", "title", "paper", "starts_on"]


class ConfirmForm(PaperForm):
    """What the desk read on the papers before it."""

    ends_on = VnDateField(
        label=_("Đến hết ngày"),
        required=False,
        help_text=_("Chỉ ghi khi giấy tờ có thời hạn đại diện."),
    )

    def certificate(self) -> CertificatePaper:
        names = ("paper", "title", "starts_on", "ends_on")
        return CertificatePaper(**{name: self.cleaned_data[name] for name in names})


class RecordForm(CompanyNumberForm, ConfirmForm):
    """The same where nobody had claimed it: with who it is."""

    name = name_box(_("Tên doanh nghiệp"))
    id_number = citizen_box(_("Số định danh của người đại diện"))
    full_name = name_box(_("Họ tên người đại diện"))
    field_order = ["number", "name", "id_number", "full_name", "title", "paper", "starts_on", "ends_on"]

    def clean_id_number(self) -> str:
        return citizen_number(self.cleaned_data["id_number"])

    def person(self) -> Applicant:
        data = self.cleaned_data
        return Applicant(Person.Kind.CITIZEN, data["id_number"], data["full_name"])


class EndForm(forms.Form):
    """Why a desk ends it."""

    because = forms.ChoiceField(
        label=_("Vì sao kết thúc"),
        choices=[
            (one.value, one.label)
            for one in (CompanyRepresentative.Because.CHANGED, CompanyRepresentative.Because.RESIGNED)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn vì sao kết thúc.")},
    )


class DelegationForm(forms.Form):
    """Whom the company lets use its account, from when until when, for what."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    id_number = citizen_box(_("Số định danh của nhân viên"))
    full_name = name_box(_("Họ tên nhân viên"))
    starts_on = VnDateField(label=_("Từ ngày"), error_messages={"required": _("Nhập ngày bắt đầu.")})
    ends_on = VnDateField(label=_("Đến hết ngày"), error_messages={"required": _("Nhập ngày kết thúc.")})
    scope = forms.ChoiceField(
        label=_("Ủy quyền cho"),
        choices=[("all", _("Mọi thủ tục")), ("chosen", _("Chỉ các thủ tục chọn dưới đây"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn mọi thủ tục, hoặc chỉ các thủ tục chọn dưới đây.")},
    )
    words = forms.CharField(
        label=_("Tìm thủ tục theo tên, mã"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Ghi tối đa 200 ký tự.")},
    )
    procedures = forms.MultipleChoiceField(
        label=_("Thủ tục"),
        required=False,
        choices=(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Có thủ tục không còn trong danh mục. Tìm và chọn lại.")},
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]] = (), **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["procedures"].choices = choices  # type: ignore[attr-defined]

    def clean_id_number(self) -> str:
        return citizen_number(self.cleaned_data["id_number"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("scope") == "chosen" and data.get("procedures") == []:
            self.add_error("procedures", _("Chọn ít nhất một thủ tục, hoặc chọn mọi thủ tục."))
        return data

    def employee(self) -> Applicant:
        data = self.cleaned_data
        return Applicant(Person.Kind.CITIZEN, data["id_number"], data["full_name"])

    def terms(self) -> OfferedTerms:
        data = self.cleaned_data
        codes = data["procedures"] if data["scope"] == "chosen" else ()
        return OfferedTerms(data["starts_on"], data["ends_on"], tuple(codes))


def citizen_number(typed: str) -> str:
    """Raises: ValidationError for what is no citizen's number."""
    number = digits_of(typed)
    if not CITIZEN_ID.fullmatch(number):
        raise forms.ValidationError(CITIZEN_WRONG)
    return number
