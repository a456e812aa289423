"""Fields of the register's forms: numbers and periods as officials write them, agencies of a day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tinhso.indicators.typed_fields.numbers import NotANumber, typed_number
from tinhso.kernel.people.public import Agency
from tinhso.kernel.site import forms as days
from tinhso.lib.periods import NotAPeriod, Period

DIGITS = 15  # before the comma


class NumberField(forms.CharField):
    """ "4.900" and "1.234,5"; at most `places` digits after the comma, never negative."""

    def __init__(self, *, places: int = 2, **more: Any) -> None:
        super().__init__(max_length=30, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)
        self.places = places

    def clean(self, value: Any) -> Any:
        try:
            number = typed_number(super().clean(value))
        except NotANumber as error:
            raise ValidationError(str(error)) from error
        if number is None:
            return None
        if number < 0 or number >= Decimal(10) ** DIGITS:
            raise ValidationError(_("Số phải từ 0 và có nhiều nhất 15 chữ số trước dấu phẩy."))
        if number != round(number, self.places):
            raise ValidationError(_("Nhiều nhất %(n)d chữ số sau dấu phẩy.") % {"n": self.places})
        return number


class DayField(days.DayField):
    def __init__(self, label: Any, **more: Any) -> None:
        more.setdefault("help_text", _("Ngày/tháng/năm, ví dụ 31/12/2024"))
        formats = ["%Y-%m-%d", "%d/%m/%Y"]
        super().__init__(label=label, input_formats=formats, widget=days.typed_day(), **more)
        self.error_messages["invalid"] = _("Nhập ngày dạng 31/12/2024.")


class PeriodField(forms.ChoiceField):
    """A period out of those that were offered, cleaned to a `Period`."""

    def clean(self, value: Any) -> Any:
        try:
            return Period.parse(super().clean(value))
        except NotAPeriod as error:
            raise ValidationError(_("Không có kỳ nào như vậy. Hãy chọn trong danh sách.")) from error


class AgencyField(forms.ModelChoiceField):
    """Committees and departments that exist on a day, of the levels that are asked for."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(Agency.objects.none(), label=label, empty_label=_("Chọn cơ quan"), **more)
        self.error_messages["invalid_choice"] = _("Không có cơ quan này. Hãy chọn trong danh sách.")

    def offer(self, day: date, *levels: str) -> None:
        kinds = [Agency.Kind.COMMITTEE, Agency.Kind.DEPARTMENT]
        self.queryset = Agency.objects.on(day).filter(level__in=levels, kind__in=kinds)

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
