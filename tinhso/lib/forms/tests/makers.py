from typing import Any

from tinhso.lib.forms import FormDefinition
from tinhso.lib.forms.check import checked_form


def form(*fields: dict[str, Any], **more: Any) -> FormDefinition:
    """A form of one step with these fields."""
    return checked_form(form_json(*fields, **more))


def form_json(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "thu",
        "title": "Thử",
        "steps": [{"id": "mot", "title": "Một", "sections": [{"fields": list(fields)}]}],
        **more,
    }


def ask(id: str, type: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": more.pop("label", f"Trường {id}"), **more}


def sent(**values: Any) -> dict[str, list[str]]:
    """POST data; `a__0__b` stands for `a.0.b`."""
    return {k.replace("__", "."): v if isinstance(v, list) else [v] for k, v in values.items()}
