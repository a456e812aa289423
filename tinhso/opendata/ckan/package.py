"""What a CKAN package says, as the content of an edition; read by the editor's own form, so that the rules are the same."""

from typing import Any

from tinhso.opendata.ckan.parameters import ActionRefused, Parameters, text
from tinhso.opendata.models import Frequency, Licence, Theme
from tinhso.opendata.publishing.edition_forms import EditionForm

FIELDS = {"title": "title", "slug": "name", "description": "notes", "keywords": "tags", "theme": "groups"}
FIELDS |= {"licence": "license_id", "contact_email": "maintainer_email", "contact_name": "maintainer"}
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


def content_from(given: Parameters, before: dict[str, Any] | None) -> dict[str, Any]:
    """The content that `given` describes, over `before`. ActionRefused names the parameter that is wrong."""
    typed = {**USUAL, **_plain(before or {}), **_typed(given)}
    typed.setdefault("licence", Licence.objects.order_by("pk").values_list("code", flat=True)[0])
    typed["title"] = typed.get("title") or typed.get("slug", "")
    typed["description"] = typed.get("description") or typed["title"]
    form = EditionForm(typed)
    if not form.is_valid():
        field, problems = next(iter(form.errors.items()))
        raise ActionRefused("Validation Error", str(problems[0]), FIELDS.get(str(field), str(field)))
    return form.content()


def _plain(before: dict[str, Any]) -> dict[str, Any]:
    """The content of an edition as the form is typed."""
    return {name: ", ".join(value) if isinstance(value, list) else value for name, value in before.items()}


def _typed(given: Parameters) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in ("title", "slug", "description", "contact_email", "contact_name"):
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
    for one in given.get("extras") or []:
        if not isinstance(one, dict):
            raise ActionRefused("Validation Error", "Mỗi mục phải có key và value", "extras")
        if one.get("key") in EXTRAS:
            extras[EXTRAS[one["key"]]] = str(one.get("value") or "").replace("\0", "")
    return extras


def _named(given: Parameters, name: str, key: str) -> list[str]:
    values = given.get(name) or []
    if not isinstance(values, list) or not all(isinstance(one, dict) for one in values):
        raise ActionRefused("Validation Error", "Phải là danh sách các đối tượng", name)
    return [str(one.get(key) or "") for one in values if one.get(key)]
