"""Which fields are asked. The server decides: what is not asked is not kept."""

from collections.abc import Mapping
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.forms.definition import FormDefinition, Step
from tinhso.lib.forms.field import Field


def drop_hidden(form: FormDefinition, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers to the questions that are asked, in the form's order; all others are left out.

    A condition sees only answers that were themselves asked, so hiding one question hides what hangs on it.
    """
    visible_answers: dict[str, Any] = {}
    for f in form.fields.values():
        if (
            f.id in answers
            and f.type != "note"
            and logic.holds(form.conditions.get(f.id, True), visible_answers)
        ):
            visible_answers[f.id] = _rows(f, answers[f.id]) if f.type == "repeat" else answers[f.id]
    return visible_answers


def _rows(f: Field, rows: Any) -> Any:
    if not isinstance(rows, list):
        return rows
    return [_row(f, row) if isinstance(row, Mapping) else row for row in rows]


def _row(f: Field, row: Mapping[str, Any]) -> dict[str, Any]:
    visible_cells: dict[str, Any] = {}
    for child in f.fields:
        if child.id in row and logic.holds(True if child.show_if is None else child.show_if, visible_cells):
            visible_cells[child.id] = row[child.id]
    return visible_cells


def is_visible(form: FormDefinition, f: Field, answers: Mapping[str, Any]) -> bool:
    """Whether the field is asked, given answers that have passed `drop_hidden`."""
    return logic.holds(form.conditions.get(f.id, True), answers)


def steps_asked(form: FormDefinition, answers: Mapping[str, Any]) -> list[Step]:
    """The pages that this applicant sees, in order; a page on which nothing can be asked is skipped."""
    visible_answers = drop_hidden(form, answers)
    return [
        step
        for step in form.steps
        if logic.holds(True if step.show_if is None else step.show_if, visible_answers)
    ]
