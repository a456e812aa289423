"""A form compiled to JSON Schema 2020-12: the same conditions as if/then/else, so that every write can be checked."""

import json
from functools import lru_cache
from typing import Any

import jsonschema_rs

from tinhso.lib.forms.check import checked_form
from tinhso.lib.forms.definition import FormDefinition, children
from tinhso.lib.forms.field import Field
from tinhso.lib.forms.field_types import (
    FILES,
    GROUP_TYPES,
    LENGTHS,
    MOST_MONEY,
    NUMBER_TYPES,
    PATTERN_TYPES,
    ROWS,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def compile_schema(form: FormDefinition) -> dict[str, Any]:
    """The JSON Schema of the whole form's answers."""
    schema = _object([f for f in form.fields.values() if f.type != "note"], form.conditions)
    return {"$schema": DIALECT, "title": form.title, **schema}


def validator(form: FormDefinition) -> Any:
    """The compiled validator of the form; kept, since a form does not change."""
    return _validator(form.key)


@lru_cache(maxsize=256)
def _validator(key: str) -> Any:
    form = checked_form(json.loads(key))
    return jsonschema_rs.Draft202012Validator(compile_schema(form), validate_formats=True)


def _object(fields: list[Field], conditions: dict[str, Any]) -> dict[str, Any]:
    always = [f.id for f in fields if f.required and f.id not in conditions]
    branches = [_branch(f, conditions[f.id]) for f in fields if f.id in conditions]
    out: dict[str, Any] = {
        "type": "object",
        "properties": {f.id: field_schema(f) for f in fields},
        "required": always,
        "additionalProperties": False,
    }
    return out | ({"allOf": branches} if branches else {})


def _branch(f: Field, condition: Any) -> dict[str, Any]:
    hidden = {"properties": {f.id: False}}
    then: dict[str, Any] = {"required": [f.id]} if f.required else {}
    return {"if": condition_schema(condition), "then": then, "else": hidden}


def field_schema(f: Field) -> dict[str, Any]:
    """The schema of one field's answer."""
    if f.type in GROUP_TYPES:
        return _object(list(children(f)), {})
    if f.type == "repeat":
        return _rows(f)
    if f.type == "file":
        names = {"type": "string", "minLength": 1, "maxLength": 64}
        return _list(names, 1 if f.required else 0, f.max_items or FILES)
    if f.type == "choices":
        return _list({"enum": [c.value for c in f.choices]}, 1 if f.required else 0, len(f.choices))
    if f.type == "choice":
        return {"enum": [c.value for c in f.choices]}
    if f.type == "boolean":
        return {"type": "boolean"}
    if f.type == "consent":
        return {"const": True} if f.required else {"type": "boolean"}
    if f.type == "date":
        return {"type": "string", "format": "date", "pattern": "^[0-9]{4}-"}
    return _number(f) if f.type in NUMBER_TYPES else _text(f)


def _list(items: dict[str, Any], least: int, most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "uniqueItems": True, "minItems": least, "maxItems": most}


def _rows(f: Field) -> dict[str, Any]:
    conditions = {c.id: c.show_if for c in f.fields if c.show_if is not None}
    inside = [c for c in f.fields if c.type != "note"]
    least = f.min_items if f.min_items is not None else (1 if f.required else 0)
    return {
        "type": "array",
        "items": _object(inside, conditions),
        "minItems": least,
        "maxItems": f.max_items or ROWS,
    }


def _number(f: Field) -> dict[str, Any]:
    least = {"money": 0, "year": 1900}.get(f.type)
    most = {"money": MOST_MONEY, "year": 2200}.get(f.type, MOST_MONEY)
    low, high = f.min if f.min is not None else least, f.max if f.max is not None else most
    whole = f.type != "number" or f.decimals == 0
    out: dict[str, Any] = {"type": "integer" if whole else "number", "maximum": high}
    return out if low is None else out | {"minimum": low}


def _text(f: Field) -> dict[str, Any]:
    out: dict[str, Any] = {
        "type": "string",
        "minLength": max(f.min_length or 1, 1),
        "maxLength": f.max_length or LENGTHS[f.type],
    }
    pattern = f.pattern or PATTERN_TYPES.get(f.type)
    return out | {"pattern": pattern} if pattern else out


def condition_schema(expression: Any) -> Any:
    """A `show_if` as a schema that is valid exactly where `logic.holds` is true."""
    if isinstance(expression, bool):
        return expression
    op, args = next(iter(expression.items()))
    if op in {"and", "or", "not"}:
        inner = [condition_schema(a) for a in args]
        if op == "not":
            return {"not": inner[0]}
        return {"allOf" if op == "and" else "anyOf": inner} if inner else op == "and"
    return _comparison(op, args[0], args[1])


def _comparison(op: str, left: Any, right: Any) -> Any:
    if op == "in" and not isinstance(left, dict):
        return _at(right["var"], {"type": "array", "contains": {"const": left}})
    name = left["var"]
    if op in {"<", ">"}:
        bound = "exclusiveMaximum" if op == "<" else "exclusiveMinimum"
        return _at(name, {"type": "number", bound: right})
    values = right if op == "in" else [right]
    present = [v for v in values if v is not None]
    one_of: Any = _at(name, {"enum": present}) if present else False
    if None in values:
        one_of = {"anyOf": [one_of, {"not": _at(name, {"not": {"type": "null"}})}]}
    return {"not": one_of} if op == "!=" else one_of


def _at(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    head, _, rest = name.partition(".")
    inner = _at(rest, schema) if rest else schema
    return {"type": "object", "properties": {head: inner}, "required": [head]}
