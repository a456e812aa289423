"""What was typed into one field, read as its kind: text in, a JSON value out."""

import re
from collections.abc import Callable
from typing import Any

from tinhso.lib.forms.clean import clean_line, clean_text
from tinhso.lib.forms.dates import NotADay, read_day, write_day
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.numbers import NotANumber, read_number, write_number

__all__ = ["Unreadable", "read", "written"]


class Unreadable(ValueError):
    """The text cannot be read as the field's kind; the message says what to do."""


def read(f: Field, raw: str) -> Any:
    """The JSON value of what was typed; None for an empty field; raises Unreadable."""
    text = clean_text(raw) if f.type == "long_text" else clean_line(raw)
    if not text:
        return None
    reader = READERS.get(f.type)
    try:
        value = reader(f, text) if reader else text
    except (NotADay, NotANumber) as error:
        raise Unreadable(str(error)) from error
    return (clean_line(value) or None) if reader and isinstance(value, str) else value


def _day(_f: Field, text: str) -> str:
    return read_day(text).isoformat()


def _number(f: Field, text: str) -> int | float:
    return read_number(text, f.decimals if f.type == "number" else 0)


def _year(_f: Field, text: str) -> int:
    if not re.fullmatch(r"[0-9]{4}", text):
        raise Unreadable("Nhập năm gồm 4 chữ số, ví dụ 2024.")
    return int(text)


def _phone(_f: Field, text: str) -> str:
    digits = re.sub(r"[\s.()\-]", "", text)
    for prefix in ("+84", "0084"):
        if digits.startswith(prefix):
            digits = "0" + digits[len(prefix) :].lstrip("0")
    return "0" + digits[2:] if re.fullmatch(r"84[0-9]{9}", digits) else digits


def _digits(_f: Field, text: str) -> str:
    return re.sub(r"[\s.]", "", text)


def _email(_f: Field, text: str) -> str:
    name, at, host = text.replace(" ", "").rpartition("@")
    return f"{name}{at}{host.lower()}"


def _yes(_f: Field, text: str) -> bool:
    return text in {"true", "on", "1", "có", "Có"}


READERS: dict[str, Callable[[Field, str], Any]] = {
    "date": _day,
    "number": _number,
    "money": _number,
    "year": _year,
    "phone": _phone,
    "id_number": _digits,
    "tax_code": _digits,
    "email": _email,
    "boolean": _yes,
    "consent": _yes,
}


def written(f: Field, value: Any) -> str:
    """A kept value as it is put back into the field and shown to people; `read` gives the same value again."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if f.type == "date":
        return write_day(str(value))
    if f.type in {"number", "money"} and isinstance(value, (int, float)):
        return write_number(value)
    return str(value)
