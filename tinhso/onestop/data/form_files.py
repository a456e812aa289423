"""The form definitions of this folder by name, whether written as JSON or as text, and whose they are. Pure Python."""

import csv
import json
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from tinhso.onestop.data.form_text.reader import has_text, text_form

HERE = Path(__file__).parent

Json = dict[str, Any]


def form(name: str) -> Json:
    """A form definition with the shared steps put in."""
    return deepcopy(_form(name))


@cache
def _form(name: str) -> Json:
    if has_text(name):
        data = text_form(name)
    else:
        data = json.loads((HERE / "forms" / f"{name}.json").read_text(encoding="utf-8"))
    return data | {"steps": list(_steps(data["steps"]))}


def _steps(steps: list[Json]) -> Iterator[Json]:
    for step in steps:
        yield _parts()[step["use"]] if "use" in step else step


@cache
def _parts() -> Json:
    parts: Json = {}
    for path in sorted((HERE / "forms").glob("parts*.json")):
        parts |= json.loads(path.read_text(encoding="utf-8"))
    return parts


@cache
def carried_rules() -> dict[str, list[dict[str, Any]]]:
    """By form, what an earlier answer or a source tells of a later question."""
    found: dict[str, Any] = json.loads((HERE / "carried_answers.json").read_text(encoding="utf-8"))
    return found


@cache
def most_used() -> dict[str, str]:
    """Of the hundred procedures that people use most: code -> name of its form."""
    with (HERE / "most_used.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["form"] for row in csv.DictReader(file)}


def own_form(code: str) -> Json | None:
    """The form of its own that one of the hundred has; None for every other procedure."""
    name = most_used().get(code)
    return form(name) if name else None
