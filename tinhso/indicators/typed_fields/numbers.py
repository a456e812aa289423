"""Numbers as officials type them: "4.900", "1.234,5". What could mean two things is refused, never guessed."""

import re
from decimal import Decimal

from tinhso.indicators.models import DataElement

FORM = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
MOST_DIGITS = 18  # before the comma
Kind = DataElement.ValueType


class NotANumber(ValueError):
    """The message says in Vietnamese what is wrong, for beside the field."""


def read_number(text: str, element: DataElement) -> Decimal | None:
    """None for nothing typed, and for a zero of an element whose zeros say nothing. NotANumber."""
    value = typed_number(text)
    return None if value is None else check_number(value, element)


def typed_number(text: str) -> Decimal | None:
    """The number as it was typed; None for nothing. NotANumber."""
    typed = text.strip().replace("\u00a0", "").replace(" ", "")
    if not typed:
        return None
    if not FORM.fullmatch(typed):
        raise NotANumber(
            f"“{text.strip()[:20]}” không phải số. Viết 1.234,5: dấu chấm ngăn nghìn, dấu phẩy thập phân."
        )
    return Decimal(typed.replace(".", "").replace(",", "."))


def check_number(value: Decimal, element: DataElement) -> Decimal | None:
    """The number within the limits of its element. NotANumber."""
    if len(str(abs(value).to_integral_value())) > MOST_DIGITS:
        raise NotANumber(f"Số quá lớn: tối đa {MOST_DIGITS} chữ số trước dấu phẩy.")
    if element.value_type in {Kind.POSITIVE, Kind.COUNT, Kind.PERCENT} and value < 0:
        raise NotANumber("Số này không được âm.")
    if element.value_type == Kind.PERCENT and value > 100:
        raise NotANumber("Tỷ lệ không được lớn hơn 100.")
    places = 0 if element.value_type in {Kind.INTEGER, Kind.COUNT} else element.decimals
    if value != round(value, places):
        raise NotANumber(
            "Số này phải là số nguyên." if not places else f"Tối đa {places} chữ số sau dấu phẩy."
        )
    return None if value == 0 and not element.zero_is_significant else value
