"""Form fields that read what a Vietnamese writes."""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR, in_reach


class DayField(forms.DateField):
    """A day of the years in which papers and people are: before and after them a calendar has no neighbouring day."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not in_reach(day):
            said = _("Năm phải từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(said, code="year")
        return day


class VnDateField(DayField):
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


MOST_VERSION = 10**8


def sent_version(request: HttpRequest) -> int:
    """The version that the page showed, sent as `ver` by a button without a form of its own. What is none is 0, which no row
    has: the deed then tells that somebody was there before, as for every old page."""
    return read_version(request.POST.get("ver", ""))


def read_version(text: str) -> int:
    """0 for what is no version of a row: letters, blanks, or more than a row ever counts."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
    return number if number <= MOST_VERSION else 0


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
