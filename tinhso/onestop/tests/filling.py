"""Fills any form from its definition: the one way in which tests hand in the forms of the catalogue."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, datetime, timedelta
from typing import Any

from tinhso.kernel.events.public import Actor
from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.answers import leaves
from tinhso.lib.forms.definition import children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.lib.forms.visible import drop_hidden, is_visible
from tinhso.onestop.dossier.actions.settle_identity import settle_identity
from tinhso.onestop.dossier.identity_differences import identity_differences
from tinhso.onestop.models import Dossier

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
SHAPED = ("tintuctinh.vn", "4711", "3500205123456")
"""What fits the fields with a pattern of their own; the first that fits is taken."""
Path = tuple[str | int, ...]


def filled(form: FormDefinition, *, on: date, turn: int = 0) -> dict[str, Any]:
    """Every question answered that is asked; `turn` walks through the choices, so that each branch is met."""
    answers: dict[str, Any] = {}
    yes = (turn % 2 == 0) != (turn >= turns(form) // 2)
    for f in form.fields.values():
        if f.type != "note" and is_visible(form, f, answers):
            answers[f.id] = value_of(f, on, turn, yes=yes)
    return drop_hidden(form, answers)


def value_of(f: Field, on: date, turn: int, *, yes: bool) -> Any:
    """A good answer to one question."""
    if f.type in GROUP_TYPES:
        return {c.id: value_of(c, on, turn, yes=yes) for c in children(f)}
    if f.type == "repeat":
        return [{c.id: value_of(c, on, turn, yes=yes) for c in f.fields}]
    if f.type in {"choice", "choices"}:
        value = f.choices[turn % len(f.choices)].value
        return value if f.type == "choice" else [value]
    if f.type == "boolean":
        return yes
    if f.type == "date":
        return (on + timedelta(days=7) if f.min == "today" else on).isoformat()
    if f.type in {"number", "money", "year"}:
        return int(f.max or f.min or 1) if f.type != "year" else 1990
    if f.pattern:
        return next(text for text in SHAPED if re.fullmatch(f.pattern, text))
    return PLAIN.get(f.type, f"Nguyễn Văn Đạt {f.id}"[: f.max_length or 200])


def turns(form: FormDefinition) -> int:
    """How many turns meet every choice of every question, once with each answer to what asks yes or no."""
    return 2 * max([2, *(len(f.choices) for f in form.fields.values())])


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


def settle_as_typed(dossier: Dossier, *, by: Actor, now: datetime) -> Dossier:
    """What the filled form says of the applicant otherwise than the account is let stand, as a desk may; the dossier after that."""
    if found := identity_differences(dossier):
        chosen = {one.key: one.typed for one in found}
        settle_identity(dossier=dossier, ver=dossier.case.ver, words="Đã xem", chosen=chosen, by=by, now=now)
    return dossier
