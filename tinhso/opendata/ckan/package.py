"""What a CKAN package says, as the content of an edition; read by the editor's own form, so that the rules are the same."""

from typing import Any

from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, text
from tinhso.opendata.models import Frequency, Licence, Theme
from tinhso.opendata.publishing.edition_forms import EditionForm

FIELDS = {"title": "title", "slug": "name", "description": "notes", "keywords": "tags", "theme": "groups"}
FIELDS |= {
    "licence": "license_id",
    "contact_email": "maintainer_email",
    "contact_name": "maintainer",
    "author": "author",
}
EXTRAS = {
    "frequency": "frequency",
    "temporal_start": "temporal_from",
    "temporal_end": "temporal_to",
    "spatial_text": "spatial",
    "provenance": "provenance",
    "language": "language",
}
USUAL = {"theme": "hanh-chinh", "frequency": Frequency.QUARTERLY.value, "months": 3, "language": "vi"}
KNOWN_LICENCES = {"cc-by": "cc-by-4.0", "CC-BY-4.0": "cc-by-4.0"}  # as other portals name them


MOST_EXTRAS, MOST_VALUE = 50, 2000
OURS = {"du_lieu_mo_phong", "in_series"}  # what we say ourselves


def content_from(given: Parameters, before: dict[str, Any] | None) -> dict[str, Any]:
    """The content that `given` describes, over `before`. ActionRefused names the parameter that is wrong."""
    typed = {**USUAL, **_plain(before or {}), **_typed(given)}
    typed.setdefault("licence", Licence.objects.order_by("pk").values_list("code", flat=True)[0])
    typed["title"] = typed.get("title") or typed.get("slug", "")
    typed["description"] = typed.get("description") or typed["title"]
    extras = typed.pop("extras", [])
    form = EditionForm(typed)
    if not form.is_valid():
        field, problems = next(iter(form.errors.items()))
        raise ActionRefused("Validation Error", str(problems[0]), FIELDS.get(str(field), str(field)))
    return form.content() | {"extras": extras}


def _plain(before: dict[str, Any]) -> dict[str, Any]:
    """The content of an edition as the form is typed."""
    return {
        name: ", ".join(value) if isinstance(value, list) and name != "extras" else value
        for name, value in before.items()
    }


def _typed(given: Parameters) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in ("title", "slug", "description", "contact_email", "contact_name", "author"):
        if FIELDS[field] in given:
            found[field] = text(given, FIELDS[field])
    if "tags" in given:
        found["keywords"] = ", ".join(_named(given, "tags", "name")).replace("\0", "")
    if themes := _named(given, "groups", "name"):
        found["theme"] = themes[0] if Theme.objects.filter(code=themes[0]).exists() else ""
    if text(given, "license_id"):
        found["licence"] = KNOWN_LICENCES.get(text(given, "license_id"), text(given, "license_id"))
    return found | _extras(given)


def _extras(given: Parameters) -> dict[str, Any]:
    extras = {}
    if "extras" not in given:
        return {}
    further: list[dict[str, str]] = []
    found = given.get("extras") or []
    if not isinstance(found, list) or len(found) > MOST_EXTRAS:
        raise ActionRefused("Validation Error", f"Phải là danh sách không quá {MOST_EXTRAS} mục", "extras")
    for one in found:
        if not isinstance(one, dict):
            raise ActionRefused("Validation Error", "Mỗi mục phải có key và value", "extras")
        if one.get("key") in EXTRAS:
            extras[EXTRAS[one["key"]]] = str(one.get("value") or "").replace("\0", "")
        elif one.get("key") not in OURS:
            further.append(_extra(one))
    return extras | {"extras": further}


def _extra(one: dict[str, Any]) -> dict[str, str]:
    """One that has no field of ours, as it was written. ActionRefused."""
    key, value = (str(one.get(name) or "").replace("\0", "") for name in ("key", "value"))
    if not key or len(key) > 100 or len(value) > MOST_VALUE:
        words = f"Khóa dài 1 đến 100 ký tự, giá trị không quá {MOST_VALUE} ký tự"
        raise ActionRefused("Validation Error", words, "extras")
    return {"key": key, "value": value}


def _named(given: Parameters, name: str, key: str) -> list[str]:
    values = given.get(name) or []
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise ActionRefused("Validation Error", "Phải là danh sách các đối tượng", name)
    return [str(one.get(key) or "") for one in values if one.get(key)]
