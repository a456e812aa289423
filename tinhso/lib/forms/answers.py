"""Answers checked against their form, with a sentence for each error."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tinhso.lib.forms import messages
from tinhso.lib.forms.dates import write_day
from tinhso.lib.forms.definition import FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.schema import validator
from tinhso.lib.forms.visible import is_visible

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class FieldError:
    """One error: where, and what to do. `missing` tells an empty required field from a wrong one."""

    path: Path
    message: str
    missing: bool = False

    @property
    def name(self) -> str:
        """The name of the input, `thanh_vien.0.ho_ten`; empty for the form as a whole."""
        return ".".join(str(p) for p in self.path)

    @property
    def html_id(self) -> str:
        return "f-" + self.name.replace(".", "-")


def field_at(form: FormDefinition, path: Path) -> Field | None:
    """The field to which a path leads (row numbers are stepped over); None if the form has no such field."""
    level: Mapping[str, Field] = form.fields
    found: Field | None = None
    for part in path:
        if isinstance(part, int):
            continue
        found = level.get(part)
        if found is None:
            return None
        level = {c.id: c for c in children(found)}
    return found


def validate_answers(
    form: FormDefinition,
    answers: Mapping[str, Any],
    *,
    on: date,
    known_units: Collection[str] | None = None,
) -> list[FieldError]:
    """Every error in the answers as of that day, at most one a field, in the form's order; empty when all is well.

    `known_units`, where given, are the codes of administrative units that exist on that day.
    """
    whole = {**answers, **{f.id: {} for f in form.fields.values() if _empty_group(form, f, answers)}}
    errors: dict[Path, FieldError] = {}
    for error in [*_of_schema(form, whole), *_of_rules(form, whole, on, known_units)]:
        errors.setdefault(error.path, error)
    order = list(form.fields)
    return sorted(
        errors.values(), key=lambda e: order.index(str(e.path[0])) if e.path and e.path[0] in order else -1
    )


def _empty_group(form: FormDefinition, f: Field, answers: Mapping[str, Any]) -> bool:
    return f.type in GROUP_TYPES and f.required and f.id not in answers and is_visible(form, f, answers)


def _of_schema(form: FormDefinition, answers: Mapping[str, Any]) -> Iterator[FieldError]:
    for error in validator(form).iter_errors(dict(answers)):
        path: Path = tuple(error.instance_path)
        kind = error.kind.name
        if kind == "required":
            path = (*path, error.kind.property)
        elif kind == "additionalProperties":
            path = (*path, error.kind.unexpected[0])
        f = field_at(form, path)
        if f is None:
            yield FieldError(path, "Biểu mẫu không có trường này.")
        elif kind == "required":
            yield FieldError(path, messages.missing(f), missing=True)
        else:
            yield FieldError(
                path, messages.sentence(f, kind, error.kind.value, _value(answers, path)), _is_empty(error)
            )


def _is_empty(error: Any) -> bool:
    return error.kind.name == "minItems" and not error.instance


def _value(answers: Any, path: Path) -> Any:
    for part in path:
        answers = answers[part]
    return answers


def _of_rules(
    form: FormDefinition, answers: Mapping[str, Any], on: date, known_units: Collection[str] | None
) -> Iterator[FieldError]:
    """What JSON Schema cannot say: order of days, units that exist."""
    for f, path, value in leaves(form, answers):
        if f.type == "date" and isinstance(value, str):
            message = _outside(f, value, on)
            if message:
                yield FieldError(path, message)
        if f.type == "unit" and known_units is not None and value not in known_units:
            yield FieldError(path, "Chọn xã, phường, thị trấn trong danh sách hiện hành.")


def _outside(f: Field, value: str, on: date) -> str:
    low, high = (on.isoformat() if bound == "today" else bound for bound in (f.min, f.max))
    if isinstance(low, str) and value < low:
        return f"{f.label}: nhập ngày từ {write_day(low)} trở đi."
    if isinstance(high, str) and value > high:
        return f"{f.label}: nhập ngày không muộn hơn {write_day(high)}."
    return ""


def leaves(form: FormDefinition, answers: Mapping[str, Any]) -> Iterator[tuple[Field, Path, Any]]:
    """Every plain answer with its field and path, in the form's order; groups and rows are gone into."""
    for f in form.fields.values():
        if f.id in answers:
            yield from _leaves(f, (f.id,), answers[f.id])


def _leaves(f: Field, path: Path, value: Any) -> Iterator[tuple[Field, Path, Any]]:
    if f.type in GROUP_TYPES and isinstance(value, Mapping):
        for c in children(f):
            if c.id in value:
                yield from _leaves(c, (*path, c.id), value[c.id])
    elif f.type == "repeat" and isinstance(value, list):
        for n, row in enumerate(value):
            for c in f.fields:
                if isinstance(row, Mapping) and c.id in row:
                    yield from _leaves(c, (*path, n, c.id), row[c.id])
    else:
        yield f, path, value
