"""What the desk types when it enters a dossier that came over the counter or by post."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.public import Case
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.forms import VnDateField, WholeNumberField
from tinhso.onestop.intake.forms import ContactForm
from tinhso.onestop.models import Consent

NUMBER_WRONG = _("Nhập 12 chữ số định danh, hoặc mã số thuế 10 hay 13 chữ số.")
CITIZEN_ID, TAX_CODE = re.compile(r"\d{12}"), re.compile(r"\d{10}|\d{13}")


class ApplicantForm(forms.Form):
    """Who applies, which way the dossier came, and for which place."""

    client_key = forms.UUIDField(widget=forms.HiddenInput)
    source = forms.ChoiceField(
        label=_("Hồ sơ đến bằng"),
        choices=[(s.value, s.label) for s in (Case.Source.COUNTER, Case.Source.POST)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách hồ sơ đến.")},
    )
    id_number = forms.CharField(
        label=_("Số định danh cá nhân hoặc mã số thuế"),
        max_length=20,
        help_text=_("12 chữ số với cá nhân; 10 hoặc 13 chữ số với tổ chức."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "autofocus": True}),
        error_messages={
            "required": _("Nhập số định danh hoặc mã số thuế."),
            "max_length": NUMBER_WRONG,
        },
    )
    full_name = forms.CharField(
        label=_("Họ tên, tên tổ chức"),
        max_length=200,
        error_messages={
            "required": _("Nhập họ tên hoặc tên tổ chức."),
            "max_length": _("Tên dài tối đa 200 ký tự."),
        },
    )
    birth_date = VnDateField(label=_("Ngày sinh"), required=False)
    unit = forms.ChoiceField(
        label=_("Xã, phường, thị trấn nơi làm thủ tục"),
        error_messages={
            "required": _("Chọn nơi làm thủ tục."),
            "invalid_choice": _("Chọn một xã, phường, thị trấn trong danh sách."),
        },
    )
    submitter_id_number = forms.CharField(
        label=_("Số định danh của người nộp hộ"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        help_text=_("Chỉ nhập khi người đến nộp không phải là người đứng tên hồ sơ."),
        error_messages={"max_length": _("Nhập 12 chữ số định danh.")},
    )
    submitter_name = forms.CharField(
        label=_("Họ tên người nộp hộ"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("Tên dài tối đa 200 ký tự.")},
    )
    capacity = forms.ChoiceField(
        label=_("Tư cách nộp hộ"), choices=Consent.STATED_CAPACITIES, required=False, initial="relative"
    )
    post_number = forms.CharField(
        label=_("Số bưu gửi"),
        required=False,
        max_length=30,
        help_text=_("Chỉ nhập khi hồ sơ đến qua bưu chính công ích."),
        error_messages={"max_length": _("Số bưu gửi dài tối đa 30 ký tự.")},
    )
    post_received_on = VnDateField(label=_("Ngày bưu gửi đến"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, Any]], today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if units:
            self.fields["unit"].choices = [("", _("Chọn…")), *units]  # type: ignore[attr-defined]
        else:
            del self.fields["unit"]

    def clean_id_number(self) -> str:
        number = closed_up(str(self.cleaned_data["id_number"]))
        if not is_number(number):
            raise forms.ValidationError(NUMBER_WRONG)
        return number

    def clean_submitter_id_number(self) -> str:
        number = closed_up(str(self.cleaned_data["submitter_id_number"]))
        if number and not CITIZEN_ID.fullmatch(number):
            raise forms.ValidationError(_("Nhập 12 chữ số định danh."))
        return number

    def clean_birth_date(self) -> Any:
        day = self.cleaned_data["birth_date"]
        if day and (day.year < 1900 or day > self.today):
            raise forms.ValidationError(_("Ngày sinh phải từ năm 1900 đến hôm nay."))
        return day

    def clean(self) -> dict[str, Any]:
        """What came by post needs the post's number and the day it arrived, not later than today."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("submitter_id_number") and not data.get("submitter_name"):
            self.add_error("submitter_name", _("Nhập họ tên người nộp hộ."))
        if data.get("submitter_id_number"):
            check_capacity(self)
        if data.get("source") != Case.Source.POST:
            return data | {"post_number": "", "post_received_on": None}
        if not data.get("post_number") and "post_number" not in self.errors:
            self.add_error("post_number", _("Nhập số bưu gửi."))
        day = data.get("post_received_on")
        if day is None and "post_received_on" not in self.errors:
            self.add_error("post_received_on", _("Nhập ngày bưu gửi đến."))
        elif day and day > self.today:
            self.add_error("post_received_on", _("Ngày bưu gửi đến không thể sau hôm nay."))
        return data


def check_capacity(form: forms.Form) -> None:
    """A fault at the field where somebody says that they are the parent or guardian of an enterprise: it has none."""
    data = form.cleaned_data
    is_guardian = data.get("capacity") == Consent.Capacity.GUARDIAN
    if is_guardian and TAX_CODE.fullmatch(data.get("id_number", "")):
        form.add_error("capacity", _("Tổ chức không có cha, mẹ, người giám hộ. Chọn tư cách khác."))


def closed_up(number: str) -> str:
    """Without the spaces, dots and hyphens by which people group digits."""
    return re.sub(r"[\s.-]", "", number)


def is_number(number: str) -> bool:
    """Whether it could be a citizen's number or an enterprise's."""
    return bool(CITIZEN_ID.fullmatch(number) or TAX_CODE.fullmatch(number))


def person_kind(id_number: str) -> Person.Kind:
    """Twelve digits are a citizen's number, ten or thirteen an enterprise's."""
    return Person.Kind.CITIZEN if CITIZEN_ID.fullmatch(id_number) else Person.Kind.ORGANISATION


class CounterContactForm(ContactForm):
    """As the citizen's, but somebody who stands at the desk may have no phone."""

    days = WholeNumberField(
        label=_("Thời hạn giải quyết (ngày làm việc)"),
        min_value=1,
        max_value=365,
        help_text=_("Danh mục chưa có thời hạn của thủ tục này; nhập theo văn bản quy định."),
        error_messages={
            "required": _("Nhập thời hạn giải quyết."),
            "min_value": _("Nhập từ 1 đến 365 ngày."),
            "max_value": _("Nhập từ 1 đến 365 ngày."),
            "invalid": _("Nhập số ngày bằng chữ số."),
        },
    )

    def __init__(self, *args: Any, needs_days: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = False
        self.fields["phone"].help_text = _("10 chữ số, để báo tin; bỏ trống nếu người nộp không có.")
        if not needs_days:
            del self.fields["days"]
