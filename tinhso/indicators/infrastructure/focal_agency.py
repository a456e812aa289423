"""Which agency keeps the registers of digital infrastructure, by the rule of the day."""

from datetime import date

from tinhso.kernel.law.public import rule_or
from tinhso.kernel.people.public import Agency

RULE = "infrastructure.focal_agency"


def focal_agency(on: date) -> Agency | None:
    """None where the pack has no such rule, or no such agency that day: nobody enters then. Two queries."""
    return Agency.objects.on(on).filter(code=rule_or(RULE, "", on=on)).first()
