"""A form as data: steps hold sections, sections hold fields. Immutable; a new version is a new definition."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any

from tinhso.lib.forms.field import Choice, Field
from tinhso.lib.forms.field_types import PARTS


class BadForm(ValueError):
    """The definition breaks the rules of forms; `faults` are sentences for its author."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


@dataclass(frozen=True)
class Section:
    title: str
    fields: tuple[Field, ...]
    intro: str = ""
    show_if: Any = field(default=None, hash=False)


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    id: str
    title: str
    sections: tuple[Section, ...]
    intro: str = ""
    show_if: Any = field(default=None, hash=False)

    @property
    def fields(self) -> Iterator[Field]:
        return (f for s in self.sections for f in s.fields)


@dataclass(frozen=True)
class FormDefinition:
    """A published form. `retired` are the ids of earlier versions, kept so that none is used again."""

    id: str
    title: str
    steps: tuple[Step, ...]
    version: int = 1
    retired: tuple[str, ...] = ()

    @classmethod
    def unchecked(cls, data: Any) -> "FormDefinition":
        """Read a definition that is still being written; BadForm only where it cannot be read at all."""
        return _form(data)

    def to_json(self) -> dict[str, Any]:
        """The definition as plain data, without what is at its default; `checked_form` gives the same form back."""
        return {
            "id": self.id,
            "title": self.title,
            "version": self.version,
            "retired": list(self.retired),
            "steps": [_plain(s) for s in self.steps],
        }

    @cached_property
    def key(self) -> str:
        """The canonical text of the form, by which compiled validators are kept."""
        return json.dumps(self.to_json(), ensure_ascii=False, sort_keys=True)

    def step(self, step_id: str) -> Step:
        """The step of that id; KeyError if there is none."""
        for step in self.steps:
            if step.id == step_id:
                return step
        raise KeyError(step_id)

    @cached_property
    def fields(self) -> dict[str, Field]:
        """Every field that stands in a section, by id (those inside rows are in their group)."""
        return {f.id: f for step in self.steps for f in step.fields}

    @cached_property
    def conditions(self) -> dict[str, Any]:
        """Field id -> the whole condition under which it is asked; fields that are always asked are absent."""
        found: dict[str, Any] = {}
        for step in self.steps:
            for section in step.sections:
                for f in section.fields:
                    parts = [c for c in (step.show_if, section.show_if, f.show_if) if c is not None]
                    if parts:
                        found[f.id] = parts[0] if len(parts) == 1 else {"and": parts}
        return found


def children(f: Field) -> tuple[Field, ...]:
    """The fields inside a composed field or a repeated group; empty for a plain field."""
    if f.type == "repeat":
        return f.fields
    parts = (p for p in PARTS.get(f.type, ()) if p.id not in f.without)
    return tuple(_part(f, p) for p in parts)


def _part(f: Field, p: Field) -> Field:
    return replace(
        p,
        required=p.required or p.id in f.require,
        sensitive=p.sensitive or f.sensitive,
        prefill=f"{f.prefill}.{p.id}" if f.prefill else "",
    )


def _plain(thing: Any) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for spec in fields(thing):
        value = getattr(thing, spec.name)
        if value == spec.default and type(value) is type(spec.default):
            continue
        if isinstance(value, tuple):
            value = [v if isinstance(v, str) else _plain(v) for v in value]
        out[spec.name] = value
    return out


def _form(data: Any) -> FormDefinition:
    try:
        return FormDefinition(
            id=str(data["id"]),
            title=str(data["title"]),
            version=int(data.get("version", 1)),
            retired=tuple(data.get("retired", ())),
            steps=tuple(_step(s) for s in data["steps"]),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadForm([f"Biểu mẫu thiếu hoặc sai phần: {error}"]) from error


def _step(data: Mapping[str, Any]) -> Step:
    known = dict(data)
    known["sections"] = tuple(_section(s) for s in data["sections"])
    return Step(**known)


def _section(data: Mapping[str, Any]) -> Section:
    known = {"title": "", **data}
    known["fields"] = tuple(_field(f) for f in data["fields"])
    return Section(**known)


def _field(data: Mapping[str, Any]) -> Field:
    known = {"label": "", **data}
    known["choices"] = tuple(Choice(**c) for c in data.get("choices", ()))
    known["fields"] = tuple(_field(f) for f in data.get("fields", ()))
    known["without"] = tuple(data.get("without", ()))
    known["require"] = tuple(data.get("require", ()))
    return Field(**known)
