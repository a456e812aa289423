"""What a form must keep before it may be published; every fault is a sentence for its author."""

import re
from collections.abc import Iterator
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.forms.definition import BadForm, FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import (
    CHOICE_TYPES,
    FIELD_TYPES,
    GROUP_TYPES,
    MOST_FILES,
    MOST_ROWS,
    MOST_TEXT,
    TEXT_TYPES,
)

ID = re.compile(r"[a-z][a-z0-9_]{0,39}")


def checked_form(data: Any) -> FormDefinition:
    """Read and check a definition; raises BadForm with every fault found."""
    form = FormDefinition.unchecked(data)
    faults = faults_of(form)
    if faults:
        raise BadForm(faults)
    return form


def faults_of(form: FormDefinition) -> list[str]:
    """Every fault of the form; empty when it may be published."""
    faults = list(_ids(form))
    known: set[str] = set()
    for step in form.steps:
        faults += _condition(step.show_if, known, f"bước “{step.title}”")
        for section in step.sections:
            faults += _condition(section.show_if, known, f"mục “{section.title}”")
            for f in section.fields:
                faults += _condition(f.show_if, known, f"trường “{f.id}”")
                faults += _field(f)
                known |= {f.id, *(f"{f.id}.{c.id}" for c in children(f) if f.type in GROUP_TYPES)}
    return faults


def _ids(form: FormDefinition) -> Iterator[str]:
    if not form.steps:
        yield "Biểu mẫu cần ít nhất một bước."
    steps = [s.id for s in form.steps]
    yield from (f"Mã bước “{i}” trùng nhau." for i in sorted({s for s in steps if steps.count(s) > 1}))
    every = [f for s in form.steps for f in s.fields]
    ids = [f.id for f in every] + [c.id for f in every for c in f.fields]
    yield from (f"Mã trường “{i}” dùng hai lần." for i in sorted({i for i in ids if ids.count(i) > 1}))
    yield from (f"Mã trường “{i}” đã dùng ở bản trước, không dùng lại." for i in ids if i in form.retired)
    wrong = [i for i in [form.id.replace("-", "_"), *steps, *ids] if not ID.fullmatch(i)]
    yield from (f"Mã “{i}” chỉ gồm chữ thường không dấu, số, gạch dưới." for i in wrong)


def _condition(condition: Any, known: set[str], where: str) -> Iterator[str]:
    if condition is None:
        return
    yield from (f"{where}: {fault}" for fault in logic.faults(condition))
    strange = sorted(set(logic.names(condition)) - known)
    yield from (f"{where}: điều kiện hỏi “{n}”, không có trường này ở phía trước." for n in strange)


def _field(f: Field, inside: bool = False) -> Iterator[str]:
    where = f"trường “{f.id}”"
    if f.type not in FIELD_TYPES:
        yield f"{where}: không có loại “{f.type}”."
        return
    if not f.label.strip():
        yield f"{where}: thiếu nhãn."
    if (
        f.type in CHOICE_TYPES
        and len({c.value for c in f.choices}) != len(f.choices)
        or (f.type in CHOICE_TYPES and not f.choices)
    ):
        yield f"{where}: cần các lựa chọn khác nhau."
    if (f.max_length or 0) > MOST_TEXT:
        yield f"{where}: tối đa {MOST_TEXT} ký tự."
    if f.max_length and f.type not in TEXT_TYPES:
        yield f"{where}: chỉ trường chữ mới đặt giới hạn ký tự."
    if (f.max_items or 0) > (MOST_FILES if f.type == "file" else MOST_ROWS):
        yield f"{where}: đặt giới hạn số mục nhỏ hơn."
    yield from _pattern(f, where)
    if f.type == "repeat":
        yield from _rows(f, where, inside)


def _pattern(f: Field, where: str) -> Iterator[str]:
    if f.pattern:
        if not f.pattern_message:
            yield f"{where}: có khuôn dạng thì phải có câu hướng dẫn."
        try:
            re.compile(f.pattern)
        except re.error:
            yield f"{where}: khuôn dạng không đọc được."


def _rows(f: Field, where: str, inside: bool) -> Iterator[str]:
    if inside or any(c.type in {"repeat", "file"} for c in f.fields):
        yield f"{where}: trong nhóm lặp không đặt nhóm lặp hoặc tệp."
    if not f.fields:
        yield f"{where}: nhóm lặp cần ít nhất một trường."
    known: set[str] = set()
    for child in f.fields:
        yield from _condition(child.show_if, known, f"trường “{child.id}” (trong nhóm “{f.id}”)")
        yield from _field(child, inside=True)
        known |= {child.id, *(f"{child.id}.{c.id}" for c in children(child) if child.type in GROUP_TYPES)}
