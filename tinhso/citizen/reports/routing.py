"""The dated data that say which desk takes reports in, and which agency a category and a place lead to."""

from datetime import date

from tinhso.citizen.models import RoutingRule
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Agency
from tinhso.kernel.places.public import AdminUnit, ancestors


class NoTriageDesk(LookupError):
    """The rule `citizen.desk` names no agency that exists on that day."""


def triage_desk(on: date) -> Agency:
    """The agency that takes reports in on that day. Two queries; NoTriageDesk, NoRule."""
    code = rule("citizen.desk", on=on)
    desk = Agency.objects.on(on).filter(code=code).first()
    if desk is None:
        raise NoTriageDesk(code)
    return desk


def proposed_agency(category: str, commune: AdminUnit | None, *, on: date) -> Agency | None:
    """The agency that the routes of that day propose; None where none fits or the place is not known."""
    above = [commune, *ancestors(commune, on)] if commune else []
    codes = [unit.code for unit in above]
    found = list(RoutingRule.objects.on(on).filter(category=category, unit_code__in=["", *codes]))
    if not found:
        return None
    best = min(found, key=lambda r: codes.index(r.unit_code) if r.unit_code else len(codes))
    if best.target == RoutingRule.Target.AGENCY:
        return Agency.objects.on(on).filter(code=best.agency_code).first()
    unit = next((u for u in above if u.level == best.target), None)
    committees = Agency.objects.on(on).filter(kind=Agency.Kind.COMMITTEE)
    return committees.filter(unit=unit).first() if unit else None
