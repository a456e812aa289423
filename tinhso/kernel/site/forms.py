"""Form fields that read what a Vietnamese writes.

Days and numbers are text boxes: an <input type="number"> or "date" sends nothing, and shows nothing, where it cannot read what
was typed, so that whoever mistyped finds an empty box.
"""

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tinhso.lib.dates import FIRST_YEAR, LAST_YEAR, in_reach
from tinhso.lib.forms.numbers import NotANumber, read_number

TOO_LONG = _("Nội dung dài quá %(limit_value)d ký tự (hiện có %(show_value)d). Ông/bà viết ngắn lại.")


class WordsField(forms.CharField):
    """Text with a limit that is told beside the field when it is passed."""

    def __init__(self, label: Any, longest: int, *, rows: int = 0, **more: Any) -> None:
        if rows:
            more["widget"] = forms.Textarea(attrs={"rows": rows})
        super().__init__(label=label, max_length=longest, **more)
        self.error_messages["max_length"] = TOO_LONG


class DayField(forms.DateField):
    """A day of the years in which papers and people are: before and after them a calendar has no neighbouring day."""

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not in_reach(day):
            message = _("Năm phải từ %(first)s đến %(last)s.") % {"first": FIRST_YEAR, "last": LAST_YEAR}
            raise forms.ValidationError(message, code="year")
        return day


class VnDateField(DayField):
    """A date typed as ngày/tháng/năm, `8/3/2024` as well as `08/03/2024`; a text box, so that any phone can."""

    input_formats = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y")

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 08/03/2024"))
        kwargs.setdefault("widget", typed_day())
        kwargs.setdefault(
            "error_messages", {"invalid": _("Ghi ngày theo dạng ngày/tháng/năm, ví dụ 08/03/2024.")}
        )
        super().__init__(**kwargs)


def typed_day() -> forms.DateInput:
    """The text box of a day."""
    return forms.DateInput(format="%d/%m/%Y", attrs={"inputmode": "numeric", "class": "short"})


class WholeNumberField(forms.IntegerField):
    """A whole number as it is written here, `1.500.000` as well as `1500000`: Django itself reads `50.000` as 50."""

    widget = forms.TextInput(attrs={"inputmode": "numeric"})

    def to_python(self, value: Any) -> int | None:
        if value in self.empty_values or isinstance(value, int):
            return super().to_python(value)
        try:
            return int(read_number(str(value)))
        except NotANumber as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class CoordinateField(forms.FloatField):
    """Degrees, with a point or a comma before the decimals."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


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
