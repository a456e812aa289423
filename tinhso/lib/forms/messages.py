"""Errors of the schema as sentences that say what to do, in Vietnamese."""

from typing import Any

from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import CHOICE_TYPES, GROUP_TYPES
from tinhso.lib.forms.numbers import write_number

SHAPES: dict[str, str] = {
    "id_number": "Nhập số định danh gồm 12 chữ số.",
    "tax_code": "Nhập mã số thuế gồm 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số, ví dụ 2800123456-001.",
    "phone": "Nhập số điện thoại gồm 10 hoặc 11 chữ số, bắt đầu bằng số 0.",
    "email": "Nhập địa chỉ thư điện tử đầy đủ, ví dụ ten@example.vn.",
    "date": "Nhập ngày theo dạng ngày/tháng/năm, ví dụ 08/3/2024.",
    "unit": "Chọn xã, phường, thị trấn trong danh sách.",
    "year": "Nhập năm gồm 4 chữ số, ví dụ 2024.",
}


def lowered(label: str) -> str:
    """The label inside a sentence: its first letter small, unless it begins with an abbreviation."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def missing(f: Field) -> str:
    """What to do when a required answer is not there."""
    name = lowered(f.label.rstrip(" .:?"))
    if f.type == "consent":
        return f"Đánh dấu vào ô “{f.label}” để tiếp tục."
    if f.type == "repeat":
        return f"Thêm ít nhất một mục vào “{f.label}”."
    if f.type == "file":
        return f"Đính kèm tệp: {name}."
    if f.label.endswith("?"):
        return f"Trả lời câu hỏi “{f.label}”"
    if f.type in CHOICE_TYPES | {"boolean", "unit"}:
        return f"Chọn {name}."
    return f"Nhập đầy đủ {name}." if f.type in GROUP_TYPES else f"Nhập {name}."


def sentence(f: Field, kind: str, limit: Any, value: Any) -> str:
    """The sentence for one error: `kind` is the JSON Schema keyword, `limit` what the schema asks for."""
    if kind == "maxLength" and (not isinstance(value, str) or f.type in SHAPES) and f.type != "email":
        return SHAPES.get(f.type, f"Nhập lại {lowered(f.label)}.")
    if kind == "maxLength":
        return (
            f"{f.label}: tối đa {write_number(limit)} ký tự, đã nhập {write_number(len(value))} ký tự. "
            "Hãy viết gọn lại, phần dài đính kèm thành tệp."
        )
    if kind == "minLength" and (f.min_length or 0) > 1:
        return f"{f.label}: nhập ít nhất {limit} ký tự."
    if kind in {"minimum", "maximum"}:
        return _bound(f, kind, limit)
    if kind in {"minItems", "maxItems", "uniqueItems"}:
        return _items(f, kind, limit)
    if kind in {"enum", "contains"}:
        return f"{f.label}: chọn trong danh sách."
    if kind == "falseSchema":
        return f"{f.label}: câu này không áp dụng cho trường hợp đã chọn, hãy bỏ trống."
    if kind == "const":
        return missing(f)
    return f.pattern_message or SHAPES.get(f.type, f"Nhập lại {lowered(f.label)}.")


def _bound(f: Field, kind: str, limit: float) -> str:
    text = str(limit) if f.type == "year" else write_number(limit)
    unit = f" {f.unit}" if f.unit else " đồng" if f.type == "money" else ""
    return f"{f.label}: nhập số {'từ' if kind == 'minimum' else 'không quá'} {text}{unit}{' trở lên' if kind == 'minimum' else ''}."


def _items(f: Field, kind: str, limit: Any) -> str:
    what = {"file": "tệp", "repeat": "mục"}.get(f.type, "lựa chọn")
    if kind == "uniqueItems":
        return f"{f.label}: có {what} bị trùng, hãy bỏ bớt."
    if kind == "minItems":
        return missing(f) if limit == 1 else f"{f.label}: cần ít nhất {limit} {what}."
    return f"{f.label}: nhiều nhất {limit} {what}."
