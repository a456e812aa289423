"""Our catalogue as the national portal offers it: code, name, fee, papers to attach, and the plain fields of the form."""

from datetime import date
from typing import Any

from tinhso.lib.money.fees import Line, lines_by_due, total
from tinhso.onestop.catalogue.papers import papers_of
from tinhso.onestop.catalogue.places import level_of
from tinhso.onestop.models import ProcedureVersion

MOST_FIELDS = 6
LONGEST_NAME = 200
PLAIN = {"text", "long_text"}


def portal_procedures(on: date) -> dict[str, dict[str, Any]]:
    """Every procedure that can be filed here on that day, by its code. One query, and one each for its level."""
    versions = ProcedureVersion.objects.in_force(on).filter(procedure__valid__contains=on)
    found = {}
    for version in versions.select_related("procedure").order_by("procedure__sort_key"):
        level = level_of(version.procedure, on)
        if level is not None:
            found[version.procedure.code] = _procedure(version, level)
    return found


def _procedure(version: ProcedureVersion, level: str) -> dict[str, Any]:
    everyday = bool(version.procedure.keywords)
    fees = sure_fees(version)
    shown: dict[str, Any] = {
        "name": version.procedure.name,
        "communes": level != "province",
        "everyday": everyday,
    }
    if not everyday:
        return shown
    fields = [f for f in version.definition.fields.values() if f.type in PLAIN and f.required]
    return shown | {
        "fee": total(fees),
        "fee_name": "; ".join(line.name for line in fees)[:LONGEST_NAME],
        "papers": [
            {"id": p.id, "name": p.name}
            for p in papers_of(version)
            if p.required and not p.made and p.is_required({})
        ],
        "fields": [{"id": f.id, "label": f.label} for f in fields[:MOST_FIELDS]],
    }


def sure_fees(version: ProcedureVersion) -> list[Line]:
    """What everybody owes us whatever they answer: what hangs on answers, or on the desk, cannot be paid in advance."""
    asked = lines_by_due(version.fees, {}, otherwise=version.fee_due, on=version.valid.lower)
    lines = [line for due, found in asked.items() if due != "duty" for line in found]
    always = {fee["name"] for fee in version.fees if not fee.keys() & {"when", "late", "quantity", "exempt"}}
    return [line for line in lines if line.due and line.name in always]
