"""A condition as up to three lines (question, comparison, value) joined by "and" or by "or"; as JSON logic it is kept."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tinhso.lib.forms import Field, FormDefinition, children
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.numbers import NotANumber, read_number
from tinhso.lib.language.vietnamese import fold

LINES = 3
OPERATORS = [
    ("", "–"),
    ("==", gettext_lazy("là")),
    ("!=", gettext_lazy("không phải là")),
    ("in", gettext_lazy("là một trong (cách nhau bằng dấu phẩy)")),
    ("has", gettext_lazy("có chọn")),
    (">", gettext_lazy("lớn hơn")),
    ("<", gettext_lazy("nhỏ hơn")),
]


class WrongValue(ValueError):
    """The value does not suit the question; the message says what to write."""


def questions_before(form: FormDefinition, until: str = "") -> dict[str, Field]:
    """What a condition may ask: the questions before field `until`, in order, and the parts of composed ones."""
    found: dict[str, Field] = {}
    for f in form.fields.values():
        if f.id == until or any(c.id == until for c in f.fields):
            break
        if f.type in GROUP_TYPES:
            found |= {f"{f.id}.{c.id}": c for c in children(f)}
        elif f.type not in {"note", "file", "repeat"}:
            found[f.id] = f
    return found


def add_fields(form: forms.Form, asked: dict[str, Field], expression: Any) -> None:
    """Put the inputs on the form and fill them from the expression; one that has more in it is offered to be kept."""
    lines, join = lines_of(expression)
    if lines is None:
        form.fields["dk_giu"] = forms.BooleanField(
            label=_("Giữ điều kiện hiện có (nhiều tầng, không sửa được tại đây)"),
            required=False,
            initial=True,
        )
    listed = [
        ("", _("Luôn hiện")),
        *((i, f.label) for i, f in asked.items()),
    ]
    for n in range(LINES):
        name, op, value = (lines or [])[n] if n < len(lines or []) else ("", "", "")
        words = {"n": n + 1}
        question = forms.ChoiceField(
            label=_("Điều kiện %(n)s: câu hỏi") % words, choices=listed, required=False, initial=name
        )
        how = forms.ChoiceField(
            label=_("Điều kiện %(n)s: so sánh") % words, choices=OPERATORS, required=False, initial=op
        )
        text = forms.CharField(
            label=_("Điều kiện %(n)s: giá trị") % words,
            required=False,
            max_length=300,
            initial=_written(asked.get(name), value),
        )
        form.fields |= {f"dk_{n}_cau": question, f"dk_{n}_phep": how, f"dk_{n}_gia_tri": text}
    form.fields["dk_noi"] = forms.ChoiceField(
        label=_("Khi có nhiều điều kiện"),
        choices=[("and", _("Đúng tất cả")), ("or", _("Đúng ít nhất một"))],
        required=False,
        initial=join,
    )


def read(form: forms.Form, asked: dict[str, Field], expression: Any) -> Any:
    """The expression that was typed, None for none; faults stand beside their inputs."""
    if form.cleaned_data.get("dk_giu"):
        return expression
    parts = [part for n in range(LINES) if (part := _line(form, n, asked)) is not None]
    if len(parts) > 1:
        return {form.cleaned_data.get("dk_noi") or "and": parts}
    return parts[0] if parts else None


def _line(form: forms.Form, n: int, asked: dict[str, Field]) -> Any:
    given = {k: form.cleaned_data.get(f"dk_{n}_{k}", "") for k in ("cau", "phep", "gia_tri")}
    if not given["cau"]:
        if given["phep"] or given["gia_tri"]:
            form.add_error(f"dk_{n}_cau", _("Chọn câu hỏi, hoặc xóa trống cả dòng điều kiện này."))
        return None
    if not given["phep"]:
        form.add_error(f"dk_{n}_phep", _("Chọn cách so sánh."))
        return None
    f = asked.get(given["cau"])
    if f is None:
        return None
    try:
        return _comparison(given["cau"], given["phep"], f, given["gia_tri"])
    except WrongValue as error:
        form.add_error(f"dk_{n}_gia_tri", str(error))
        return None


def _comparison(name: str, op: str, f: Field, text: str) -> Any:
    var = {"var": name}
    if op in {">", "<"}:
        if f.type not in {"number", "money", "year"}:
            raise WrongValue(_("Chỉ câu hỏi dạng số mới so sánh lớn hơn, nhỏ hơn."))
        return {op: [var, _value(f, text)]}
    if op == "has" or (f.type == "choices" and op == "=="):
        if f.type != "choices":
            raise WrongValue(_("“Có chọn” chỉ dùng cho câu hỏi chọn nhiều."))
        return {"in": [_value(f, text), var]}
    if f.type == "choices":
        raise WrongValue(_("Câu hỏi chọn nhiều thì dùng “có chọn”."))
    if op == "in":
        values = [_value(f, one) for one in text.split(",") if one.strip()]
        if not values:
            raise WrongValue(_("Ghi ít nhất một giá trị."))
        return {"in": [var, values]}
    return {op: [var, _value(f, text)]}


def _value(f: Field, raw: str) -> Any:
    text = raw.strip()
    if not text:
        raise WrongValue(_("Ghi giá trị để so sánh."))
    if f.type in {"choice", "choices"}:
        return _choice(f, text)
    if f.type in {"boolean", "consent"}:
        truth = {"co": True, "khong": False, "yes": True, "no": False, "true": True, "false": False}.get(
            fold(text)
        )
        if truth is None:
            raise WrongValue(_("Ghi “có” hoặc “không”."))
        return truth
    if f.type in {"number", "money", "year"}:
        try:
            return read_number(text, f.decimals if f.type == "number" else 0)
        except NotANumber as error:
            raise WrongValue(str(error)) from error
    return text


def _choice(f: Field, text: str) -> str:
    for c in f.choices:
        if text == c.value or fold(text) == fold(c.label):
            return c.value
    raise WrongValue(_("Ghi một trong: %(all)s.") % {"all": "; ".join(c.label for c in f.choices)})


def lines_of(expression: Any) -> tuple[list[tuple[str, str, Any]] | None, str]:
    """The expression as lines (name, comparison, value) and how they are joined; None where it has more in it."""
    if expression is None:
        return [], "and"
    op, args = next(iter(expression.items())) if isinstance(expression, dict) and expression else ("", [])
    parts: Sequence[Any] = args if op in {"and", "or"} else [expression]
    lines = [_read_line(part) for part in parts]
    if len(parts) > LINES or any(line is None for line in lines):
        return None, "and"
    return [line for line in lines if line], op if op in {"and", "or"} else "and"


def _read_line(part: Any) -> tuple[str, str, Any] | None:
    op, args = next(iter(part.items())) if isinstance(part, dict) and len(part) == 1 else ("", [])
    if op not in {"==", "!=", ">", "<", "in"} or len(args) != 2:
        return None
    left, right = args
    if isinstance(left, dict):
        return (left["var"], op, right) if "var" in left else None
    return (right["var"], "has", left) if op == "in" and isinstance(right, dict) else None


def _written(f: Field | None, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_written(f, one) for one in value)
    if isinstance(value, bool):
        return _("có") if value else _("không")
    return str(value)
