"""The answers as people read them: for checking before they are sent, for the officer, for the paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tinhso.lib.forms.definition import FormDefinition, Section, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.readers import written
from tinhso.lib.forms.visible import drop_hidden


@dataclass(frozen=True)
class Line:
    """One answer: the label, the text ("" where nothing was answered), whether it is sensitive; files by id."""

    label: str
    text: str
    sensitive: bool = False
    files: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """The answers of one section; `step_id` leads back to its page."""

    step_id: str
    title: str
    lines: tuple[Line, ...]


def summarise(
    form: FormDefinition, answers: Mapping[str, Any], *, unit_names: Mapping[str, str] | None = None
) -> list[Part]:
    """All answers that were asked and given, in the form's order; `unit_names` gives names to codes of places."""
    visible_answers = drop_hidden(form, answers)
    parts = []
    for step in form.steps:
        for section in step.sections:
            lines = tuple(_lines(section, visible_answers, unit_names or {}))
            if lines:
                parts.append(Part(step.id, section.title or step.title, lines))
    return parts


def answer_text(
    form: FormDefinition, answers: Mapping[str, Any], path: str, *, unit_names: Mapping[str, str]
) -> str:
    """One answer in words by the id of its question or `question.part`; "" where nothing was asked or answered.

    Rows of a repeated group stand one after the other, without their labels.
    """
    name, _, part = path.partition(".")
    f, value = form.fields.get(name), drop_hidden(form, answers).get(name)
    if f is None or value is None:
        return ""
    if part:
        inner = next((c for c in children(f) if c.id == part), None)
        return _text(inner, value[part], unit_names) if inner and part in value else ""
    if f.type == "address":
        return address_text(value, unit_names)
    if f.type == "repeat":
        return "; ".join(_values(f, row, unit_names) for row in value)
    return "" if f.type in GROUP_TYPES else _text(f, value, unit_names)


def _values(f: Field, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    given = ((c, row[c.id]) for c in f.fields if row.get(c.id) not in (None, ""))
    texts = [address_text(v, names) if c.type == "address" else _text(c, v, names) for c, v in given]
    return ", ".join(text for text in texts if text)


def _lines(section: Section, answers: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Line]:
    for f in section.fields:
        if f.id not in answers:
            continue
        value = answers[f.id]
        if f.type in GROUP_TYPES:
            yield from _group(f, value, names)
        elif f.type == "repeat":
            for n, row in enumerate(value, 1):
                yield Line(f"{f.item_label or f.label} {n}", _row(f, row, names), f.sensitive)
        else:
            yield _line(f, value, names)


def _group(f: Field, value: Mapping[str, Any], names: Mapping[str, str]) -> Iterator[Line]:
    if f.type == "address":
        yield Line(f.label, address_text(value, names), f.sensitive)
        return
    for c in children(f):
        if c.id in value:
            yield _line(c, value[c.id], names)


def address_text(value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Số 1 đường Lê Lợi, Phường Hạc Thành."""
    unit = str(value.get("unit", ""))
    return ", ".join(t for t in (str(value.get("detail", "")), names.get(unit, unit)) if t)


def _row(f: Field, row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    texts = []
    for c in f.fields:
        if c.id in row:
            group = (
                list(_group(c, row[c.id], names)) if c.type in GROUP_TYPES else [_line(c, row[c.id], names)]
            )
            texts += [f"{line.label}: {line.text}" for line in group]
    return "; ".join(texts)


def _line(f: Field, value: Any, names: Mapping[str, str]) -> Line:
    if f.type == "file":
        return Line(f.label, "", f.sensitive, tuple(value))
    return Line(f.label, _text(f, value, names), f.sensitive)


def _text(f: Field, value: Any, names: Mapping[str, str]) -> str:
    labels = {c.value: c.label for c in f.choices}
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, list):
        return ", ".join(labels.get(v, str(v)) for v in value)
    if f.type == "choice":
        return labels.get(value, str(value))
    if f.type == "unit":
        return names.get(value, str(value))
    unit = f.unit or ("đồng" if f.type == "money" else "")
    return " ".join(t for t in (written(f, value), unit) if t)
