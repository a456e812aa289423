"""What an earlier answer tells already: nobody types it twice (WCAG 3.3.7). The rules are `data/carried_answers.json`.

A rule fills a question from an answer, a part of one, or a reading of it: `year` of a day, `place` of an address in words,
`address`, an address in words as the commune of today where that is certain, and `place unit`, the commune that was chosen before the form. `@applicant.hoTen` is what a source said (`@paper.field`). Only what is still empty is filled, and it can be changed.
"""

from collections.abc import Mapping
from typing import Any

from tinhso.kernel.site import clock
from tinhso.lib.forms import logic
from tinhso.onestop.catalogue.written_addresses import read_address
from tinhso.onestop.data.form_files import carried_rules
from tinhso.onestop.models import Dossier

Names = Mapping[str, str]
MARRIED = "Đã kết hôn"


def with_carried(dossier: Dossier, names: Names) -> dict[str, Any]:
    """The answers with what they tell of the questions still empty; `names` are those of the communes."""
    form, answers = dossier.version.definition, dict(dossier.answers)
    for rule in carried_rules().get(form.id, []):
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
    value = _from_source(dossier, path) if path.startswith("@") else _answer(dossier, path)
    if reading == "year":
        return str(value)[:4] if value else None
    if reading == "place":
        return _in_words(value, names)
    if reading == "address":
        return _commune_of(value)
    if reading == "married":
        return True if value == MARRIED else None
    return value


def _answer(dossier: Dossier, path: str) -> Any:
    value: Any = dossier.answers
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _from_source(dossier: Dossier, path: str) -> Any:
    """What a source said of the dossier, by the key of its record and the name of the field."""
    key, _dot, name = path.removeprefix("@").rpartition(".")
    records = dossier.source_records()
    record = records.get(f"@{key}") or records.get(key)
    return record.values.get(name) if record and record.found else None


def _commune_of(value: Any) -> dict[str, str] | None:
    if not value:
        return None
    read = read_address(str(value or ""), on=clock.today())
    return {"unit": read.code, "detail": read.detail} if read.code else None


def _in_words(address: Any, names: Names) -> str:
    if not isinstance(address, Mapping):
        return ""
    parts = [address.get("detail", ""), names.get(address.get("unit", ""), "")]
    return ", ".join(part for part in parts if part)
