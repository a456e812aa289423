"""What an earlier answer tells already: nobody types it twice (WCAG 3.3.7). The rules are `data/carried_answers.json`.

A rule fills a question from an answer, a part of one, or a reading of it: `year` of a day, `place` of an address in words,
and `place unit`, the commune that was chosen before the form. Only what is still empty is filled, and it can be changed.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from tinhso.lib.forms import logic
from tinhso.onestop.data.reading import HERE
from tinhso.onestop.models import Dossier

Names = Mapping[str, str]


@cache
def _rules() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, Any] = json.loads((HERE / "carried_answers.json").read_text(encoding="utf-8"))
    return found


def with_carried(dossier: Dossier, names: Names) -> dict[str, Any]:
    """The answers with what they tell of the questions still empty; `names` are those of the communes."""
    form, answers = dossier.version.definition, dict(dossier.answers)
    for rule in _rules().get(form.id, []):
        if not logic.holds(rule["when"], answers):
            continue
        for question, source in rule["fill"].items():
            value = _read(dossier, source, names)
            if value and question in form.fields and not answers.get(question):
                answers[question] = value
    return answers


def _read(dossier: Dossier, source: str, names: Names) -> Any:
    if source == "place unit":
        place = dossier.case.place
        return {"unit": place.code} if place else None
    path, _, reading = source.partition(" ")
    value: Any = dossier.answers
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    if reading == "year":
        return str(value)[:4] if value else None
    if reading == "place":
        return _in_words(value, names)
    return value


def _in_words(address: Any, names: Names) -> str:
    if not isinstance(address, Mapping):
        return ""
    parts = [address.get("detail", ""), names.get(address.get("unit", ""), "")]
    return ", ".join(part for part in parts if part)
