"""A form as its author changes it: pure functions over the definition's JSON. An id once given is never given again."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tinhso.lib.language.vietnamese import fold

Json = dict[str, Any]
LONGEST_ID = 40


class NoSuchPart(LookupError):
    """The form has no such step, section or field (any more)."""


def new_id(words: str, used_ids: set[str]) -> str:
    """An id from words, as forms want them (`ho_ten`), that nothing has or had."""
    bare = re.sub(r"[^a-z0-9]+", "_", fold(words)).strip("_")
    if not bare[:1].isalpha():
        bare = f"muc_{bare}".rstrip("_")
    stem = bare[: LONGEST_ID - 4].rstrip("_")
    number = 1
    while (found := stem if number == 1 else f"{stem}_{number}") in used_ids:
        number += 1
    return found


def fields_of(form: Json) -> Iterator[Json]:
    """Every field, those in rows right after their group."""
    for step in form["steps"]:
        for section in step["sections"]:
            for f in section["fields"]:
                yield f
                yield from f.get("fields", ())


def ids_of(form: Json) -> set[str]:
    """Every id of a field that is or was."""
    return {f["id"] for f in fields_of(form)} | set(form.get("retired", ()))


def step_of(form: Json, step_id: str) -> Json:
    """NoSuchPart."""
    for step in form["steps"]:
        if step["id"] == step_id:
            found: Json = step
            return found
    raise NoSuchPart(step_id)


def section_of(form: Json, step_id: str, place: int) -> Json:
    """NoSuchPart."""
    sections = step_of(form, step_id)["sections"]
    if not 0 <= place < len(sections):
        raise NoSuchPart(step_id)
    found: Json = sections[place]
    return found


def field_of(form: Json, field_id: str) -> Json:
    """NoSuchPart."""
    for f in fields_of(form):
        if f["id"] == field_id:
            return f
    raise NoSuchPart(field_id)


def list_of(form: Json, field_id: str) -> tuple[list[Json], int]:
    """The list in which the field stands, and its place there. NoSuchPart."""
    for step in form["steps"]:
        for section in step["sections"]:
            lists = [section["fields"], *(f["fields"] for f in section["fields"] if f.get("fields"))]
            for fields in lists:
                for place, f in enumerate(fields):
                    if f["id"] == field_id:
                        return fields, place
    raise NoSuchPart(field_id)


def put_step(form: Json, step_id: str, values: Json) -> Json:
    """Change a step, or add one with an empty section where `step_id` is "". NoSuchPart."""
    form = deepcopy(form)
    if step_id:
        _merge(step_of(form, step_id), values)
    else:
        made = new_id(f"buoc {values['title']}", {s["id"] for s in form["steps"]})
        form["steps"].append({"id": made, "sections": [{"title": "", "fields": []}], **_bare(values)})
    return form


def put_section(form: Json, step_id: str, place: int | None, values: Json) -> Json:
    """Change a section, or add one at the end of the step. NoSuchPart."""
    form = deepcopy(form)
    if place is None:
        step_of(form, step_id)["sections"].append({"title": "", "fields": [], **_bare(values)})
    else:
        _merge(section_of(form, step_id, place), values)
    return form


def add_field(form: Json, step_id: str, place: int, values: Json, group: str = "") -> tuple[Json, str]:
    """The form with one field more, at the end of that section or of that repeated group, and its new id. NoSuchPart."""
    form = deepcopy(form)
    made = new_id(values["label"], ids_of(form))
    if group:
        fields = field_of(form, group).setdefault("fields", [])
    else:
        fields = section_of(form, step_id, place)["fields"]
    fields.append({"id": made, **_bare(values)})
    return form, made


def change_field(form: Json, field_id: str, values: Json) -> Json:
    """The same field with other words, limits or conditions; what `values` does not name stays. NoSuchPart."""
    form = deepcopy(form)
    _merge(field_of(form, field_id), values)
    return form


def move(form: Json, kind: str, key: str, by: int) -> Json:
    """A step, section (`step.place`) or field one place up (-1) or down (+1); a field goes on into the next section."""
    form = deepcopy(form)
    if kind == "step":
        _swap(form["steps"], form["steps"].index(step_of(form, key)), by)
    elif kind == "section":
        step_id, place = section_key(key)
        section_of(form, step_id, place)
        _swap(step_of(form, step_id)["sections"], place, by)
    else:
        fields, place = list_of(form, key)
        if not _swap(fields, place, by):
            _over(form, fields, place, by)
    return form


def section_key(key: str) -> tuple[str, int]:
    """NoSuchPart for what is no key of a section."""
    step_id, _, place = key.rpartition(".")
    if not (place.isascii() and place.isdigit() and len(place) < 4):
        raise NoSuchPart(key)
    return step_id, int(place)


def _swap(things: list[Any], place: int, by: int) -> bool:
    if not 0 <= place + by < len(things):
        return False
    things[place], things[place + by] = things[place + by], things[place]
    return True


def _over(form: Json, fields: list[Json], place: int, by: int) -> None:
    """At the edge of its section a field goes over into the one before or behind, also of another step."""
    sections = [section for step in form["steps"] for section in step["sections"]]
    here = next((n for n, section in enumerate(sections) if section["fields"] is fields), None)
    if here is None or not 0 <= here + by < len(sections):
        return
    other = sections[here + by]["fields"]
    other.insert(len(other) if by < 0 else 0, fields.pop(place))


def remove(form: Json, kind: str, key: str) -> Json:
    """Without a step, section or field; the ids of its fields are retired for ever. NoSuchPart."""
    form = deepcopy(form)
    before = {f["id"] for f in fields_of(form)}
    if kind == "step":
        form["steps"].remove(step_of(form, key))
    elif kind == "section":
        step_id, place = section_key(key)
        section_of(form, step_id, place)
        step_of(form, step_id)["sections"].pop(place)
    else:
        fields, place = list_of(form, key)
        fields.pop(place)
    removed_ids = before - {f["id"] for f in fields_of(form)}
    form["retired"] = [*form.get("retired", ()), *sorted(removed_ids)]
    return form


def _merge(part: Json, values: Json) -> None:
    for name, value in values.items():
        if value is None or value in ("", [], False):
            part.pop(name, None)
        else:
            part[name] = value


def _bare(values: Json) -> Json:
    return {name: value for name, value in values.items() if not (value is None or value in ("", [], False))}
