"""One line of a form as text -> one question. The grammar stands in `data/forms/README.md`."""

import re
from typing import Any

Json = dict[str, Any]
FIELD = re.compile(r"(?P<id>[a-z][a-z0-9_]*)(?P<required>\*?)\s+(?P<type>[a-z_]+)(?P<rest>.*)", re.DOTALL)
RANGE = re.compile(r"(?P<min>-?\d*)\.\.(?P<max>\d*)")
TERM = re.compile(r"(?P<name>[a-z0-9_.]+)(?P<op>!=|=|>|<|\s+has\s+)(?P<values>.+)")
OLDEST = "1900-01-01"
DATES: dict[str, Json] = {
    "past": {"min": OLDEST, "max": "today"},
    "future": {"min": "today"},
    "any": {"min": OLDEST},
}
KINDS = {"long": "long_text"}
WITH_VALUE = ("prefill", "require", "without")


class BadLine(ValueError):
    """A line that is no question; the message names it."""


def question(line: str) -> Json:
    """Raises BadLine."""
    parts = [part.strip() for part in line.split(" | ")]
    head = FIELD.fullmatch(parts[0])
    if head is None or len(parts) < 2:
        raise BadLine(line)
    kind = KINDS.get(head["type"], head["type"])
    field: Json = {"id": head["id"], "type": kind, "label": parts[1]}
    field |= _arguments(kind, head["rest"].split(), line)
    for part in parts[2:]:
        field |= _more(part)
    return field | ({"required": True} if head["required"] else {})


def _arguments(kind: str, words: list[str], line: str) -> Json:
    found: Json = {}
    rest = iter(words)
    for word in rest:
        if word == "private":
            found["sensitive"] = True
        elif word in WITH_VALUE:
            value = next(rest, "")
            found[word] = value if word == "prefill" else value.split(",")
        elif kind == "date" and word in DATES:
            found |= DATES[word]
        elif span := RANGE.fullmatch(word):
            found |= {key: int(value) for key, value in span.groupdict().items() if value}
        elif word.isdecimal():
            found["max_items" if kind == "repeat" else "max_length"] = int(word)
        elif word.startswith(",") and word[1:].isdecimal():
            found["decimals"] = int(word[1:])
        elif kind in ("number", "money"):
            found["unit"] = " ".join(part for part in (found.get("unit", ""), word) if part)
        else:
            raise BadLine(line)
    return found


def _more(part: str) -> Json:
    if part.startswith("? "):
        return {"show_if": condition(part[2:])}
    if part.startswith("= "):
        return {"choices": [_choice(one) for one in part[2:].split("; ")]}
    if part.startswith("~ "):
        pattern, _, message = part[2:].partition(" ~ ")
        return {"pattern": pattern, "pattern_message": message}
    if part.startswith("item "):
        return {"item_label": part[5:]}
    return {"hint": part}


def _choice(words: str) -> Json:
    value, _, label = words.partition(": ")
    return {"value": value.strip(), "label": label.strip()}


def condition(words: str) -> Any:
    """`a=x,y & b=yes & c!=z & d>5 & e has x` in the logic of `show_if`. Raises BadLine."""
    terms = [_term(term.strip()) for term in words.split(" & ")]
    return terms[0] if len(terms) == 1 else {"and": terms}


def _term(words: str) -> Json:
    found = TERM.fullmatch(words)
    if found is None:
        raise BadLine(words)
    name, op, values = {"var": found["name"]}, found["op"].strip(), found["values"].split(",")
    if op == "has":
        return {"in": [values[0], name]}
    if op in "<>":
        return {op: [name, int(values[0])]}
    if op == "=" and len(values) > 1:
        return {"in": [name, values]}
    return {"==" if op == "=" else "!=": [name, {"yes": True, "no": False}.get(values[0], values[0])]}
