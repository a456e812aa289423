"""Our catalogue as the national portal offers it: code, name, fee, papers to attach, and the plain fields of the form."""

from datetime import date
from typing import Any

from tinhso.onestop.models import ProcedureVersion
from tinhso.onestop.papers import papers_of
from tinhso.onestop.places import level_of

MOST_FIELDS = 6
PLAIN = {"text", "long_text"}


def portal_procedures(on: date) -> dict[str, dict[str, Any]]:
    """Every procedure that can be filed here on that day, by its code. One query, and one each for its level."""
    versions = ProcedureVersion.objects.in_force(on).select_related("procedure")
    found = {}
    for version in versions.order_by("procedure__sort_key"):
        level = level_of(version.procedure, on)
        if level is not None:
            found[version.procedure.code] = _procedure(version, level)
    return found


def _procedure(version: ProcedureVersion, level: str) -> dict[str, Any]:
    everyday = bool(version.procedure.keywords)
    fees = [fee for fee in version.fees if fee.get("amount")]
    shown: dict[str, Any] = {
        "name": version.procedure.name,
        "communes": level != "province",
        "everyday": everyday,
    }
    if not everyday:
        return shown
    fields = [f for f in version.definition.fields.values() if f.type in PLAIN and f.required]
    return shown | {
        "fee": int(fees[0]["amount"]) if fees else 0,
        "fee_name": fees[0]["name"] if fees else "",
        "papers": [
            {"id": p.id, "name": p.name}
            for p in papers_of(version)
            if p.required and not p.made and p.asked({})
        ],
        "fields": [{"id": f.id, "label": f.label} for f in fields[:MOST_FIELDS]],
    }
