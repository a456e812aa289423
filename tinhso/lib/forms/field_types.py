"""The kinds of field, their limits, and the parts of which the composed ones are made."""

from typing import Any

from tinhso.lib.forms.field import Choice, Field

TEXT_TYPES = frozenset({"text", "long_text"})
NUMBER_TYPES = frozenset({"number", "money", "year"})
CHOICE_TYPES = frozenset({"choice", "choices"})
GROUP_TYPES = frozenset({"person", "organisation", "address"})
PATTERN_TYPES: dict[str, str] = {
    "phone": r"^0[0-9]{9,10}$",
    "email": r"^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$",
    "id_number": r"^[0-9]{12}$",
    "tax_code": r"^([0-9]{10}(-[0-9]{3})?|[0-9]{12})$",
    "unit": r"^[0-9]{1,10}$",  # the code of an administrative unit, chosen from a list
}
OTHER_TYPES = frozenset({"date", "boolean", "consent", "repeat", "file", "note"})
FIELD_TYPES = TEXT_TYPES | NUMBER_TYPES | CHOICE_TYPES | GROUP_TYPES | OTHER_TYPES | frozenset(PATTERN_TYPES)

# The limits that hold where a field states none: characters, rows, files. `MOST_*` no form may exceed.
LENGTHS: dict[str, int] = {
    "text": 200,
    "long_text": 4000,
    "phone": 11,
    "email": 120,
    "id_number": 12,
    "tax_code": 14,
    "unit": 10,
}
MOST_TEXT = 20_000
ROWS, MOST_ROWS = 20, 200
FILES, MOST_FILES = 10, 50
MOST_MONEY = 10**15
MOST_IN_A_STEP = 1_000_000  # characters that one page may send


def _part(id: str, type: str, label: str, *, required: bool = False, **more: Any) -> Field:
    return Field(id=id, type=type, label=label, required=required, **more)


PARTS: dict[str, tuple[Field, ...]] = {
    "person": (
        _part("full_name", "text", "Họ và tên", required=True, max_length=100),
        _part(
            "id_number",
            "id_number",
            "Số định danh cá nhân",
            required=True,
            sensitive=True,
            hint="12 chữ số ghi trên thẻ căn cước.",
        ),
        _part(
            "birth_date",
            "date",
            "Ngày sinh",
            sensitive=True,
            max="today",
            min="1900-01-01",
        ),
        _part("phone", "phone", "Số điện thoại", required=True, sensitive=True),
        _part("email", "email", "Thư điện tử", sensitive=True),
    ),
    "organisation": (
        _part("name", "text", "Tên tổ chức, doanh nghiệp", required=True, max_length=300),
        _part(
            "tax_code",
            "tax_code",
            "Mã số thuế (mã số doanh nghiệp)",
            required=True,
            hint="10 chữ số; đơn vị phụ thuộc ghi thêm gạch nối và 3 chữ số.",
        ),
        _part("representative", "text", "Người đại diện theo pháp luật", required=True, max_length=100),
        _part("position", "text", "Chức vụ", max_length=100),
        _part("phone", "phone", "Số điện thoại", required=True),
        _part("email", "email", "Thư điện tử"),
    ),
    "address": (
        _part("unit", "unit", "Xã, phường, thị trấn", required=True),
        _part(
            "detail",
            "text",
            "Số nhà, đường, thôn (tổ dân phố)",
            required=True,
            max_length=200,
        ),
    ),
}

YES_NO = (Choice("true", "Có"), Choice("false", "Không"))
