"""Fills any form from its definition, so that every form of the catalogue can be handed in by a test."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.answers import leaves
from tinhso.lib.forms.definition import children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.visible import asked, drop_hidden

UNIT = "15271"
PLAIN: dict[str, Any] = {
    "id_number": "038190000001",
    "phone": "0912345678",
    "email": "an@example.vn",
    "tax_code": "2800123456",
    "unit": UNIT,
    "consent": True,
    "file": [],
}
Path = tuple[str | int, ...]


def filled(form: FormDefinition, *, on: date, turn: int = 0) -> dict[str, Any]:
    """Every question answered that is asked; `turn` walks through the choices, so that each branch is met."""
    answers: dict[str, Any] = {}
    for f in form.fields.values():
        if f.type != "note" and asked(form, f, answers):
            answers[f.id] = value_of(f, on, turn)
    return drop_hidden(form, answers)


def value_of(f: Field, on: date, turn: int) -> Any:
    """A good answer to one question."""
    if f.type in GROUP_TYPES:
        return {c.id: value_of(c, on, turn) for c in children(f)}
    if f.type == "repeat":
        return [{c.id: value_of(c, on, turn) for c in f.fields}]
    if f.type in {"choice", "choices"}:
        value = f.choices[turn % len(f.choices)].value
        return value if f.type == "choice" else [value]
    if f.type == "boolean":
        return turn % 2 == 0
    if f.type == "date":
        return (on + timedelta(days=7) if f.min == "today" else on).isoformat()
    if f.type in {"number", "money", "year"}:
        return int(f.max or 1) if f.type != "year" else 1990
    return PLAIN.get(f.type, f"Nguyễn Văn Đạt {f.id}"[: f.max_length or 200])


def turns(form: FormDefinition) -> int:
    """How many turns meet every choice of every question."""
    return max([2, *(len(f.choices) for f in form.fields.values())])


def required_leaves(form: FormDefinition, answers: dict[str, Any]) -> Iterator[tuple[Field, Path]]:
    """The answers that must be there, with their paths."""
    yield from ((f, path) for f, path, _ in leaves(form, answers) if f.required)


def without(answers: dict[str, Any], path: Path) -> dict[str, Any]:
    """A copy of the answers in which that one is not given."""
    copy = deepcopy(answers)
    part: Any = copy
    for key in path[:-1]:
        part = part[key]
    del part[path[-1]]
    return copy
