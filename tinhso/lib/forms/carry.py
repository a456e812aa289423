"""Answers taken from one version of a form to another by their stable ids; nothing is thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tinhso.lib.forms.definition import FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.visible import drop_hidden


@dataclass(frozen=True)
class Carried:
    """`fitting` fits the questions of the new form; `left` holds, whole and as they were, the answers that did not fit."""

    fitting: dict[str, Any]
    left: dict[str, Any]


def carry(old: FormDefinition, new: FormDefinition, answers: Mapping[str, Any]) -> Carried:
    """Every answer goes on where its question lives on under the same id and type and is asked; else it is left."""
    carried = {
        f.id: value
        for f in new.fields.values()
        if f.id in answers and (value := _fit(old.fields.get(f.id), f, answers[f.id])) not in (None, {}, [])
    }
    visible_answers = drop_hidden(new, carried)
    left = {
        i: value for i, value in answers.items() if i not in visible_answers or visible_answers[i] != value
    }
    return Carried(visible_answers, left)


def _fit(was: Field | None, now: Field, value: Any) -> Any:
    """What of the value the new question can hold; None for nothing."""
    if was is None or was.type != now.type:
        return None
    if now.type in GROUP_TYPES and isinstance(value, Mapping):
        return _parts(children(was), children(now), value)
    if now.type == "repeat" and isinstance(value, list):
        return [_parts(was.fields, now.fields, row) for row in value if isinstance(row, Mapping)]
    known = {c.value for c in now.choices}
    if now.type == "choice":
        return value if value in known else None
    if now.type == "choices" and isinstance(value, list):
        return [v for v in value if v in known]
    return value


def _parts(was: Sequence[Field], now: Sequence[Field], value: Mapping[str, Any]) -> dict[str, Any]:
    before = {f.id: f for f in was}
    fitted = {f.id: _fit(before.get(f.id), f, value[f.id]) for f in now if f.id in value}
    return {i: v for i, v in fitted.items() if v is not None}


def always_asked(form: FormDefinition) -> FormDefinition:
    """The same questions without any condition: to read answers whose conditions went another way."""
    steps = tuple(
        replace(
            step,
            show_if=None,
            sections=tuple(
                replace(s, show_if=None, fields=tuple(_bare(f) for f in s.fields)) for s in step.sections
            ),
        )
        for step in form.steps
    )
    return replace(form, steps=steps)


def _bare(f: Field) -> Field:
    return replace(f, show_if=None, fields=tuple(_bare(c) for c in f.fields))
