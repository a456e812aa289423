"""Which dossiers are registered in the shared software of civil status, and what follows: `data/registrations.json`.

A version is, if its `settled_in` names that system and its form is one of those that the data know how to write as a record.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from tinhso.lib.forms import logic
from tinhso.lib.forms.summary import address_text
from tinhso.lib.legal_time.time_limit import TimeLimit
from tinhso.onestop.data.reading import HERE
from tinhso.onestop.models import Dossier, ProcedureVersion
from tinhso.onestop.registration.settings import linked_settings


@dataclass(frozen=True)
class Record:
    """How answers become a record: field of the record -> answer.

    `copy` is what the register gives back, `paper` what the commune signs on paper. `words` are those of the register
    for the values of a choice that the form words otherwise.
    """

    forms: tuple[str, ...]
    kind: str
    name: str
    paper: str
    copy: str
    fields: Mapping[str, str]
    optional: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def data(self, dossier: Dossier, names: Mapping[str, str]) -> dict[str, str]:
        """The answers as the register wants them."""
        values = written(dossier, self.fields, names)
        spoken = {
            name: words.get(str(dossier.answers.get(self.fields[name]))) for name, words in self.words.items()
        }
        return values | {name: word for name, word in spoken.items() if word}


@dataclass(frozen=True)
class PartRule:
    """What follows the registration, at which agency, within which time; from the first day to before the last."""

    form: str
    kind: str
    name: str
    agency: str
    result: str
    valid_from: date
    valid_to: date | None
    limit: TimeLimit
    fields: Mapping[str, str]
    show_if: Any = field(default=None)

    def holds(self, form: str, answers: dict[str, Any], on: date) -> bool:
        dated = self.valid_from <= on and (self.valid_to is None or on < self.valid_to)
        return dated and form == self.form and (self.show_if is None or logic.holds(self.show_if, answers))


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "registrations.json").read_text(encoding="utf-8"))
    return found


@cache
def records() -> list[Record]:
    return [
        Record(**row | {"forms": tuple(row["forms"]), "optional": tuple(row["optional"])})
        for row in _data()["records"]
    ]


@cache
def part_rules() -> list[PartRule]:
    return [
        PartRule(
            **row
            | {
                "valid_from": date.fromisoformat(row["valid_from"]),
                "valid_to": date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
                "limit": TimeLimit.from_json(row["limit"]),
            }
        )
        for row in _data()["parts"]
    ]


def record_of(version: ProcedureVersion) -> Record | None:
    """How this version is registered; None where it is settled here, or the instance is not connected."""
    return None if linked_settings() is None else register_of(version)


def register_of(version: ProcedureVersion) -> Record | None:
    """How this version is registered, whether the instance is connected or not; None where it is settled here."""
    if _data()["system"] not in version.settled_in:
        return None
    return next((record for record in records() if version.form.get("id") in record.forms), None)


def parts_after(dossier: Dossier, on: date) -> list[PartRule]:
    """What follows the registration of this dossier by the law of that day; empty where nothing does."""
    form = dossier.version.form.get("id", "")
    return [rule for rule in part_rules() if rule.holds(form, dossier.answers, on)]


def part_rule(dossier: Dossier, kind: str, on: date) -> PartRule | None:
    return next((rule for rule in parts_after(dossier, on) if rule.kind == kind), None)


def written(dossier: Dossier, fields: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The answers under the names of the record, as text; days as year-month-day, choices in their words."""
    return {name: _text(dossier, path, names) for name, path in fields.items()}


def lacking(dossier: Dossier) -> list[str]:
    """The questions whose answers the register wants and the dossier lacks, in their own words."""
    record = record_of(dossier.version)
    if record is None:
        return []
    asked = dossier.version.definition.fields
    data = written(dossier, record.fields, {})
    missing = [
        record.fields[name].split(".")[0]
        for name, value in data.items()
        if not value and name not in record.optional
    ]
    return [asked[one].label if one in asked else one for one in dict.fromkeys(missing)]


def _text(dossier: Dossier, path: str, names: Mapping[str, str]) -> str:
    name, _, inner = path.partition(".")
    value: Any = dossier.answers.get(name)
    question = dossier.version.definition.fields.get(name)
    if inner and isinstance(value, dict):
        value = value.get(inner)
    if isinstance(value, dict):
        return address_text(value, names)
    if question is not None and question.type == "choice":
        value = {choice.value: choice.label for choice in question.choices}.get(str(value), value)
    return "" if value is None else str(value).strip()
