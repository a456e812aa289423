from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.casework.tracking.box import case_code
from tinhso.casework.tracking.proof import ENDING, SHORTEST_WHOLE, bare

NOT_A_NUMBER = _("Nhập đúng 4 chữ số cuối, hoặc cả số điện thoại, số định danh.")


class TrackForm(forms.Form):
    """The code on the receipt, and what only its owner knows."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        help_text=_("Mã in trên giấy tiếp nhận, ví dụ 000.17.22.H56-240308-0012."),
        error_messages={"required": _("Nhập mã hồ sơ."), "max_length": _("Mã hồ sơ dài tối đa 60 ký tự.")},
    )
    proof = forms.CharField(
        label=_("4 số cuối điện thoại hoặc số định danh của người nộp"),
        max_length=30,
        required=False,
        help_text=_("Không bắt buộc. Có 4 số này, hoặc cả số, mới xem được từng bước giải quyết."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": NOT_A_NUMBER},
    )

    def clean_code(self) -> str:
        """As it is kept, however it was typed; what is no code of ours is looked for as it stands."""
        typed = str(self.cleaned_data["code"]).strip().upper()
        return case_code(typed) or typed

    def clean_proof(self) -> str:
        number = bare(str(self.cleaned_data["proof"]))
        if number and len(number) != ENDING and len(number) < SHORTEST_WHOLE:
            raise forms.ValidationError(NOT_A_NUMBER)
        return number
