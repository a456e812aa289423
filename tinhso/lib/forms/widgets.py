"""A page of the form as plain values for a template: labels, hints, what was typed, errors, conditions."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.forms.answers import FieldError, Path
from tinhso.lib.forms.definition import FormDefinition, Section, Step, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import GROUP_TYPES, LENGTHS, ROWS, YES_NO
from tinhso.lib.forms.readers import written
from tinhso.lib.forms.visible import drop_hidden

KINDS = {
    "long_text": "textarea",
    "number": "number",
    "money": "number",
    "date": "date",
    "choice": "radio",
    "choices": "checkboxes",
    "boolean": "radio",
    "consent": "checkbox",
    "phone": "tel",
    "email": "email",
    "unit": "select",
    "file": "file",
    "note": "note",
    "repeat": "rows",
} | dict.fromkeys(GROUP_TYPES, "group")
NUMERIC = frozenset({"id_number", "tax_code", "year", "money"})
AUTOCOMPLETE = {
    "full_name": "name",
    "birth_date": "bday",
    "phone": "tel",
    "email": "email",
    "name": "organization",
    "position": "organization-title",
    "detail": "street-address",
}
LONG_CHOICE = 7


@dataclass(frozen=True)
class Row:
    """One row of a repeated group; `key` is what the button that takes it away sends."""

    key: str
    title: str
    widgets: tuple["Widget", ...]


@dataclass(frozen=True)
class Widget:
    """One field of a page. `show_if` is JSON for the browser, empty when the field is always shown on this page."""

    name: str
    id: str
    kind: str
    label: str
    hint: str = ""
    value: Any = ""
    choices: tuple[tuple[str, ...], ...] = ()
    optional: bool = False
    errors: tuple[str, ...] = ()
    maxlength: int | None = None
    short: bool = False
    autocomplete: str = ""
    inputmode: str = ""
    show_if: str = ""
    widgets: tuple["Widget", ...] = ()
    rows: tuple[Row, ...] = ()
    can_add: bool = False
    item_label: str = ""
    files: tuple[Any, ...] = ()
    locked: bool = False

    @property
    def focus_id(self) -> str:
        """The id to which the error summary leads."""
        if self.kind in {"radio", "checkboxes"}:
            return f"{self.id}_0"
        return self.widgets[0].focus_id if self.kind == "group" and self.widgets else self.id


@dataclass(frozen=True)
class SectionView:
    title: str
    intro: str
    show_if: str
    widgets: tuple[Widget, ...]


@dataclass(frozen=True)
class StepPage:
    """One page. `problems` are pairs (id of the input, sentence); `types` tells the browser how to read inputs."""

    form_title: str
    step: Step
    sections: tuple[SectionView, ...]
    problems: tuple[tuple[str, str], ...]
    types: str

    @property
    def has_files(self) -> bool:
        return any(f.type == "file" for f in self.step.fields)

    @property
    def has_locked(self) -> bool:
        widgets = [widget for section in self.sections for widget in section.widgets]
        return any(part.locked for widget in widgets for part in widget.widgets)


def render_step(
    form: FormDefinition,
    step_id: str,
    answers: Mapping[str, Any],
    *,
    errors: Sequence[FieldError] = (),
    typed: Mapping[str, Sequence[str]] | None = None,
    rows: Mapping[str, int] | None = None,
    units: Sequence[tuple[str, str]] = (),
    prefill: Mapping[str, str] | None = None,
    files: Mapping[str, Sequence[Any]] | None = None,
    locked: Mapping[str, str] | None = None,
) -> StepPage:
    """The page of one step. KeyError for a step that is not there.

    `typed` and `rows` come from `Parsed` after a page with errors; `units` are (code, name) of the places that may
    be chosen; `prefill` maps sources to texts; `files` maps a file field's id to what the template lists; `locked`
    are the inputs that nobody may change, by name, with what stands there (`locked_inputs`).
    """
    step = form.step(step_id)
    maker = _Maker(errors, typed, rows or {}, units, prefill or {}, files or {}, locked or {})
    visible_answers = drop_hidden(form, answers)
    mine = frozenset(f.id for f in step.fields)
    sections = tuple(v for s in step.sections if (v := _section(s, maker, visible_answers, mine)) is not None)
    return StepPage(form.title, step, sections, _problems(sections, errors), _types(step))


def _condition(condition: Any, answers: Mapping[str, Any], mine: frozenset[str]) -> Any:
    """True, False, or what the browser must still decide."""
    return True if condition is None else logic.settle(condition, answers, mine)


def _as_text(condition: Any) -> str:
    return "" if condition is True else json.dumps(condition, ensure_ascii=False)


def _section(
    section: Section, maker: "_Maker", answers: Mapping[str, Any], mine: frozenset[str]
) -> SectionView | None:
    shown = _condition(section.show_if, answers, mine)
    widgets = []
    for f in section.fields:
        asked = _condition(f.show_if, answers, mine)
        if asked is not False:
            widgets.append(maker.widget(f, (f.id,), answers.get(f.id), _as_text(asked)))
    if shown is False or not widgets:
        return None
    return SectionView(section.title, section.intro, _as_text(shown), tuple(widgets))


def _problems(sections: Sequence[SectionView], errors: Sequence[FieldError]) -> tuple[tuple[str, str], ...]:
    ids: dict[str, str] = {}

    def collect(widgets: Sequence[Widget]) -> None:
        for w in widgets:
            ids[w.name] = w.focus_id
            collect(w.widgets)
            for row in w.rows:
                collect(row.widgets)

    for section in sections:
        collect(section.widgets)
    return tuple((ids.get(e.name, ""), e.message) for e in errors)


def _types(step: Step) -> str:
    """How the browser reads the inputs that conditions may ask about."""
    kinds = {
        "number": "number",
        "money": "number",
        "year": "number",
        "boolean": "boolean",
        "consent": "boolean",
    }
    kinds["choices"] = "list"
    every = list(step.fields) + [c for f in step.fields for c in f.fields]
    return json.dumps({f.id: kinds[f.type] for f in every if f.type in kinds})


@dataclass(frozen=True)
class _Maker:
    errors: Sequence[FieldError]
    typed: Mapping[str, Sequence[str]] | None
    rows: Mapping[str, int]
    units: Sequence[tuple[str, str]]
    prefill: Mapping[str, str]
    files: Mapping[str, Sequence[Any]]
    locked: Mapping[str, str]

    def widget(self, f: Field, path: Path, answer: Any, show_if: str) -> Widget:
        name = ".".join(str(p) for p in path)
        kind = KINDS.get(f.type, "text")
        in_row = any(isinstance(p, int) for p in path)
        if kind == "radio" and len(f.choices) > LONG_CHOICE:
            kind = "select"
        return Widget(
            name=name,
            id="f-" + name.replace(".", "-"),
            kind=kind,
            label=f"{f.label} ({f.unit})" if f.unit else f.label,
            hint=f.hint,
            value=self._value(f, name, answer),
            choices=self._choices(f),
            optional=not f.required,
            errors=tuple(e.message for e in self.errors if e.path == path),
            maxlength=_maxlength(f),
            short=f.type in NUMERIC or kind == "number",
            autocomplete=AUTOCOMPLETE.get(f.id, "") if f.prefill and not in_row else "",
            inputmode="numeric" if f.type in NUMERIC else "",
            show_if=show_if,
            widgets=self._group(f, path, answer),
            rows=self._rows(f, name, answer),
            can_add=f.type == "repeat" and self._count(f, name, answer) < (f.max_items or ROWS),
            item_label=f.item_label,
            files=tuple(self.files.get(f.id, ())),
            locked=name in self.locked,
        )

    def _value(self, f: Field, name: str, answer: Any) -> Any:
        if name in self.locked:
            return self.locked[name]
        given = self.typed.get(name) if self.typed is not None else None
        if f.type == "choices":
            return list(given if self.typed is not None and given is not None else answer or [])
        if f.type == "consent":
            return bool(given) if self.typed is not None else answer is True
        if self.typed is not None:
            return (given or [""])[-1]
        if answer is None or isinstance(answer, (dict, list)):
            return self.prefill.get(f.prefill, "")
        return written(f, answer)

    def _choices(self, f: Field) -> tuple[tuple[str, ...], ...]:
        if f.type == "unit":
            return tuple(self.units)
        listed = YES_NO if f.type == "boolean" else f.choices
        return tuple((c.value, c.label, c.hint) if c.hint else (c.value, c.label) for c in listed)

    def _group(self, f: Field, path: Path, answer: Any) -> tuple[Widget, ...]:
        if f.type not in GROUP_TYPES:
            return ()
        known = answer if isinstance(answer, Mapping) else {}
        return tuple(self.widget(c, (*path, c.id), known.get(c.id), "") for c in children(f))

    def _count(self, f: Field, name: str, answer: Any) -> int:
        least = max(f.min_items or 1, 1)
        return max(self.rows.get(name, len(answer) if isinstance(answer, list) else 0), least)

    def _rows(self, f: Field, name: str, answer: Any) -> tuple[Row, ...]:
        if f.type != "repeat":
            return ()
        known = answer if isinstance(answer, list) else []
        count = self._count(f, name, answer)
        return tuple(self._row(f, name, n, known[n] if n < len(known) else {}) for n in range(count))

    def _row(self, f: Field, name: str, n: int, known: Any) -> Row:
        widgets = tuple(
            self.widget(c, (name, n, c.id), known.get(c.id), "" if c.show_if is None else _as_text(c.show_if))
            for c in f.fields
        )
        return Row(f"{name}.{n}", f"{f.item_label or f.label} {n + 1}", widgets)


def _maxlength(f: Field) -> int | None:
    """Only where the browser cutting the text off cannot hurt: people paste numbers with spaces and dots."""
    return (f.max_length or LENGTHS["text"]) if f.type == "text" else None
