from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.people.public import Agency
from tinhso.kernel.site.forms import VnDateField, WordsField
from tinhso.security.models import SecurityContact


class AgencyField(forms.ModelChoiceField):
    def label_from_instance(self, agency: Agency) -> str:
        return str(agency.name)


class ContactForm(forms.Form):
    client_key = forms.UUIDField(widget=forms.HiddenInput)
    agency = AgencyField(label=_("Cơ quan"), queryset=Agency.objects.none(), empty_label=None)
    part = forms.ChoiceField(label=_("Vai trò"), choices=SecurityContact.Part.choices)
    full_name = WordsField(_("Họ và tên"), 150)
    title = WordsField(_("Chức vụ"), 150, required=False)
    phone = forms.RegexField(
        label=_("Điện thoại"),
        regex=r"^\+?[0-9 .()-]{3,20}$",
        max_length=20,
        error_messages={"invalid": _("Ghi số điện thoại, tối đa 20 chữ số.")},
    )
    email = forms.EmailField(label=_("Thư điện tử công vụ"), max_length=120, required=False)
    starts = VnDateField(label=_("Từ ngày"))

    def __init__(self, *args: Any, agencies: Any, **more: Any) -> None:
        more["initial"] = {"client_key": uuid4()} | more.get("initial", {})
        super().__init__(*args, **more)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]


class EndContactForm(forms.Form):
    ends = VnDateField(label=_("Kết thúc từ ngày"))
