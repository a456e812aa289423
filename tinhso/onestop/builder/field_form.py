"""The form of one question: what it asks, its limits and choices, when it is shown."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.forms.dates import NotADay, read_day, write_day
from tinhso.lib.forms.editing import new_id
from tinhso.lib.forms.field_types import CHOICE_TYPES, MOST_TEXT, NUMBER_TYPES, PARTS, TEXT_TYPES
from tinhso.lib.forms.numbers import NotANumber, read_number
from tinhso.lib.language.vietnamese import fold
from tinhso.onestop.builder.forms import line, text, whole

TYPES = {
    "text": gettext_lazy("Một dòng chữ"),
    "long_text": gettext_lazy("Nhiều dòng chữ"),
    "number": gettext_lazy("Số"),
    "money": gettext_lazy("Số tiền (đồng)"),
    "year": gettext_lazy("Năm"),
    "date": gettext_lazy("Ngày"),
    "choice": gettext_lazy("Chọn một"),
    "choices": gettext_lazy("Chọn nhiều"),
    "boolean": gettext_lazy("Có hoặc không"),
    "consent": gettext_lazy("Cam đoan (đánh dấu)"),
    "phone": gettext_lazy("Số điện thoại"),
    "email": gettext_lazy("Thư điện tử"),
    "id_number": gettext_lazy("Số định danh cá nhân"),
    "tax_code": gettext_lazy("Mã số thuế"),
    "unit": gettext_lazy("Xã, phường (chọn trong danh sách)"),
    "person": gettext_lazy("Một người (nhiều ô)"),
    "organisation": gettext_lazy("Một tổ chức (nhiều ô)"),
    "address": gettext_lazy("Địa chỉ (xã và chi tiết)"),
    "repeat": gettext_lazy("Nhóm lặp lại (bảng)"),
    "note": gettext_lazy("Lời ghi chú (không hỏi)"),
}
SOURCES = ["person", "organisation", *(f"person.{p.id}" for p in PARTS["person"])]
SOURCES += ["person.unit", "person.detail", "organisation.name", "organisation.tax_code"]
LIMITS = (
    "max_length",
    "min_length",
    "min",
    "max",
    "decimals",
    "unit",
    "min_items",
    "max_items",
    "item_label",
    "pattern",
    "pattern_message",
)
NESTED = re.compile(r"[+*}][^()]*\)[+*{]")  # (a+)+ : a repetition within one can take for ever
WHOLE_ITEMS = ("min_length", "max_length", "min_items", "max_items", "decimals")


class FieldForm(forms.Form):
    place = forms.ChoiceField(label=gettext_lazy("Đặt ở"))
    label = line(gettext_lazy("Câu hỏi (nhãn)"), 500)
    type = forms.ChoiceField(label=gettext_lazy("Kiểu câu hỏi"), choices=list(TYPES.items()))
    hint = line(gettext_lazy("Lời hướng dẫn"), 500, required=False)
    required = forms.BooleanField(label=gettext_lazy("Bắt buộc"), required=False)
    sensitive = forms.BooleanField(label=gettext_lazy("Dữ liệu nhạy cảm"), required=False)
    choices = text(
        gettext_lazy("Các lựa chọn"),
        hint=gettext_lazy(
            "Cho kiểu chọn: mỗi dòng một lựa chọn, hoặc mã | nhãn | gợi ý. Mã đã dùng thì giữ nguyên."
        ),
    )
    max_length = whole(gettext_lazy("Nhiều nhất bao nhiêu ký tự"), MOST_TEXT, 1)
    min_length = whole(gettext_lazy("Ít nhất bao nhiêu ký tự"), MOST_TEXT, 1)
    min = line(
        gettext_lazy("Giá trị nhỏ nhất"),
        20,
        required=False,
        hint=gettext_lazy("Số; với ngày: 01/01/2024 hoặc “hôm nay”"),
    )
    max = line(gettext_lazy("Giá trị lớn nhất"), 20, required=False)
    decimals = whole(gettext_lazy("Số chữ số sau dấu phẩy"), 6)
    unit = line(gettext_lazy("Đơn vị"), 30, required=False)
    min_items = whole(gettext_lazy("Nhóm lặp: ít nhất mấy mục"), 200)
    max_items = whole(gettext_lazy("Nhóm lặp: nhiều nhất mấy mục"), 200, 1)
    item_label = line(gettext_lazy("Nhóm lặp: tên một mục"), 80, required=False)
    pattern = line(
        gettext_lazy("Dạng phải đúng (biểu thức chính quy)"),
        200,
        required=False,
        hint=gettext_lazy("Cho câu hỏi bằng chữ, ví dụ ^[A-Z]{2}[0-9]{6}$"),
    )
    pattern_message = line(
        gettext_lazy("Câu báo khi sai dạng"),
        200,
        required=False,
        hint=gettext_lazy("Nói phải ghi thế nào, ví dụ: Ghi 2 chữ cái và 6 chữ số."),
    )
    prefill = forms.ChoiceField(
        label=gettext_lazy("Điền sẵn từ hồ sơ cá nhân"),
        choices=[("", "–"), *((s, s) for s in SOURCES)],
        required=False,
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], old: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.old = old
        if places:
            self.fields["place"].choices = places  # type: ignore[attr-defined]
        else:
            del self.fields["place"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind = data.get("type", "")
        for name in ("min", "max"):
            data[name] = self._bound(name, kind, data.get(name) or "")
        data["choices"] = self._choices(data.get("choices") or "") if kind in CHOICE_TYPES else []
        if kind in CHOICE_TYPES and not data["choices"]:
            self.add_error("choices", _("Ghi ít nhất một lựa chọn."))
        if data.get("max_length") and kind not in TEXT_TYPES:
            self.add_error("max_length", _("Chỉ câu hỏi bằng chữ mới giới hạn ký tự."))
        self._pattern(kind, data)
        self._order("min_length", "max_length", data)
        self._order("min_items", "max_items", data)
        if type(data["min"]) is type(data["max"]) and "today" not in (data["min"], data["max"]):
            self._order("min", "max", data)
        if str(data.get("place", "")).startswith("nhom:") and kind in {"repeat", "note"}:
            self.add_error("type", _("Trong nhóm lặp không đặt kiểu này."))
        return data

    def _order(self, low: str, high: str, data: dict[str, Any]) -> None:
        if data.get(low) is not None and data.get(high) is not None and data[low] > data[high]:
            self.add_error(high, _("Giới hạn trên nhỏ hơn giới hạn dưới."))

    def _pattern(self, kind: str, data: dict[str, Any]) -> None:
        """A pattern that can be read, cannot take for ever, and says in words what it wants."""
        pattern = data.get("pattern") or ""
        if not pattern:
            data["pattern_message"] = ""
            return
        try:
            re.compile(pattern)
        except re.error:
            self.add_error("pattern", _("Biểu thức không đọc được. Kiểm tra dấu ngoặc và dấu \\."))
        if NESTED.search(pattern):
            self.add_error("pattern", _("Không đặt lặp trong lặp, ví dụ (a+)+."))
        if kind not in TEXT_TYPES:
            self.add_error("pattern", _("Chỉ câu hỏi bằng chữ mới có dạng phải đúng."))
        if not data.get("pattern_message"):
            self.add_error("pattern_message", _("Ghi câu báo để người khai biết phải sửa thế nào."))

    def _bound(self, name: str, kind: str, raw: str) -> Any:
        if not raw:
            return None
        try:
            if kind == "date":
                return "today" if fold(raw) in {"hom nay", "today"} else read_day(raw).isoformat()
            if kind in NUMBER_TYPES:
                return read_number(raw, 6 if kind == "number" else 0)
        except (NotADay, NotANumber) as error:
            self.add_error(name, str(error))
            return None
        self.add_error(name, _("Chỉ câu hỏi dạng số hoặc ngày mới có giới hạn này."))
        return None

    def _choices(self, raw: str) -> list[dict[str, str]]:
        known = {fold(c["label"]): c["value"] for c in self.old.get("choices", ())}
        found: list[dict[str, str]] = []
        for row in raw.splitlines():
            parts = [part.strip() for part in row.split("|")]
            if not any(parts):
                continue
            used_values = {c["value"] for c in found} | set(known.values())
            label = parts[1] if len(parts) > 1 else parts[0]
            value = parts[0] if len(parts) > 1 else known.get(fold(label)) or new_id(label, used_values)
            if value in {c["value"] for c in found}:
                self.add_error("choices", _("Lựa chọn “%(label)s” ghi hai lần.") % {"label": label})
                continue
            hint = {"hint": parts[2]} if len(parts) > 2 and parts[2] else {}
            found.append({"value": value, "label": label, **hint})
        return found

    def values(self) -> dict[str, Any]:
        """The field's JSON without its id and its condition."""
        data = self.cleaned_data
        plain = {
            n: data[n] for n in ("label", "type", "hint", "required", "sensitive", "choices", "min", "max")
        }
        return plain | {
            n: data[n] for n in (*WHOLE_ITEMS, "unit", "item_label", "pattern", "pattern_message", "prefill")
        }


def initial_of(f: dict[str, Any]) -> dict[str, Any]:
    """What the form starts with for a field that is there."""
    values = {name: f[name] for name in FieldForm.base_fields if name in f}
    for name in ("min", "max"):
        if f.get("type") == "date" and isinstance(f.get(name), str):
            values[name] = _("hôm nay") if f[name] == "today" else write_day(f[name])
    rows = [[c["value"], c["label"], *([c["hint"]] if c.get("hint") else [])] for c in f.get("choices", ())]
    return values | {"choices": "\n".join(" | ".join(row) for row in rows)}
