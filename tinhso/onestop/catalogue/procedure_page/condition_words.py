"""A condition of a form in words, for people who read when a paper is asked for."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tinhso.lib.forms import Field, FormDefinition, children
from tinhso.lib.forms.field_types import GROUP_TYPES
from tinhso.onestop.catalogue.condition_form import lines_of


def when_words(form: FormDefinition, expression: Any) -> str:
    """ "khi “question”: answer"; "" for no condition, and for one that has more in it than questions and answers."""
    lines, join = lines_of(expression)
    sentences = [_line(form, *line) for line in lines or []]
    if not sentences or not all(sentences):
        return ""
    between = _(" và ") if join == "and" else _(" hoặc ")
    return _("khi %(what)s") % {"what": between.join(sentences)}


def _line(form: FormDefinition, name: str, op: str, value: Any) -> str:
    f = _field(form, name)
    if f is None:
        return ""
    answers = [_answer(f, one) for one in _several(value)]
    before = {">": _("hơn "), "<": _("dưới "), "!=": _("không phải ")}.get(op, "")
    return f"“{f.label.rstrip('?: ')}”: {before}{_(' hoặc ').join(answers)}" if all(answers) else ""


def _several(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else [value]


def _field(form: FormDefinition, name: str) -> Field | None:
    outer, _dot, part = name.partition(".")
    f = form.fields.get(outer)
    if f is None or not part:
        return f
    return next((c for c in children(f) if c.id == part), None) if f.type in GROUP_TYPES else None


def _answer(f: Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("có") if value else _("không")
    if f.type in {"choice", "choices"}:
        return next((c.label for c in f.choices if c.value == value), "")
    return str(value)
