from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tinhso.kernel.site.forms import WordsField


class KeyForm(forms.Form):
    name = WordsField(_("Khóa dùng cho công cụ nào"), 100, help_text=_("Ví dụ: Máy quét Nessus tầng 2."))
    every_agency = forms.BooleanField(
        label=_("Công cụ gửi báo cáo của mọi cơ quan"),
        required=False,
        help_text=_("Không chọn thì mọi tệp gửi bằng khóa này là của cơ quan ông/bà."),
    )

    def __init__(self, *args: Any, every: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        if not every:
            del self.fields["every_agency"]
