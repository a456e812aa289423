"""Form fields that read what a Vietnamese writes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class VnDateField(forms.DateField):
    """A date typed as ngày/tháng/năm, `8/3/2024` as well as `08/03/2024`; a text box, so that any phone can."""

    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 08/03/2024"))
        kwargs.setdefault(
            "widget", forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "short"})
        )
        kwargs.setdefault(
            "error_messages", {"invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024.")}
        )
        super().__init__(**kwargs)


MOST_LETTERS = 4000
"""Of a field for a few paragraphs."""


def paragraphs(label: Any, required: Any, rows: int = 6, help_text: Any = "") -> forms.CharField:
    """A field for a few paragraphs; `required` is the sentence for an empty one, `rows` its height in lines."""
    return forms.CharField(
        label=label,
        max_length=MOST_LETTERS,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": required,
            "max_length": _("Nội dung dài quá 4.000 ký tự. Ông/bà rút gọn lại."),
        },
    )
