"""What is typed to file for somebody else, and to show that they agree."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import VnDateField
from tinhso.onestop.intake.counter_forms import CITIZEN_ID, TAX_CODE, check_capacity
from tinhso.onestop.intake.forms import StartForm
from tinhso.onestop.models import Consent


class OtherForm(StartForm):
    """Whom the dossier is for, and as what somebody files for them."""

    id_number = forms.CharField(
        label=_("Số định danh cá nhân hoặc mã số thuế"),
        max_length=13,
        help_text=_("12 chữ số với cá nhân; 10 hoặc 13 chữ số với tổ chức."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Nhập số định danh hoặc mã số thuế."),
            "max_length": _("Nhập 12 chữ số định danh, hoặc mã số thuế 10 hay 13 chữ số."),
        },
    )
    full_name = forms.CharField(
        label=_("Họ tên, tên tổ chức"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Nhập họ tên hoặc tên tổ chức."),
            "max_length": _("Tên dài tối đa 200 ký tự."),
        },
    )
    birth_date = VnDateField(label=_("Ngày sinh"), required=False)
    capacity = forms.ChoiceField(
        label=_("Ông/bà nộp hộ với tư cách"),
        choices=Consent.STATED_CAPACITIES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn tư cách nộp hộ.")},
    )
    field_order = ["id_number", "full_name", "birth_date", "capacity", "unit"]

    def clean_id_number(self) -> str:
        number = str(self.cleaned_data["id_number"]).replace(" ", "")
        if not (CITIZEN_ID.fullmatch(number) or TAX_CODE.fullmatch(number)):
            raise forms.ValidationError(_("Nhập 12 chữ số định danh, hoặc mã số thuế 10 hay 13 chữ số."))
        return number

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        check_capacity(self)
        return data


class CodeForm(forms.Form):
    code = forms.RegexField(
        r"^\d{6}$",
        label=_("Mã xác nhận"),
        help_text=_("6 chữ số, do người được nộp hộ đọc cho ông/bà."),
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "short"}
        ),
        error_messages={"required": _("Nhập mã xác nhận."), "invalid": _("Mã xác nhận có 6 chữ số.")},
    )


class ConsentPaperForm(forms.Form):
    """A scan; an authority paper, a birth certificate also have a number or a day by which they are known."""

    words = forms.CharField(
        label=_("Số, ngày, nơi lập văn bản ủy quyền"),
        max_length=200,
        error_messages={
            "required": _("Ghi số, ngày, nơi lập văn bản ủy quyền."),
            "max_length": _("Ghi tối đa 200 ký tự."),
        },
    )
    file = forms.FileField(
        label=_("Bản quét hoặc ảnh chụp"),
        help_text=_("PDF, JPEG hoặc PNG, tối đa 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={
            "required": _("Chọn tệp trước khi gửi."),
            "empty": _("Tệp trống. Chọn tệp khác."),
            "missing": _("Chọn tệp trước khi gửi."),
            "max_length": _("Tên tệp quá dài."),
        },
    )

    def __init__(self, *args: Any, basis: Consent.Basis, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if basis == Consent.Basis.SIGNED:
            del self.fields["words"]
        elif basis == Consent.Basis.GUARDIAN:
            self.fields["words"].label = _(
                "Giấy khai sinh hoặc quyết định cử người giám hộ: số, ngày, nơi cấp"
            )
            self.fields["words"].error_messages["required"] = _("Ghi số, ngày, nơi cấp của giấy tờ.")
