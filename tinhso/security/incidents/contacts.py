"""Whom to call when something happens: the numbers of the office, of the unit that acts and of the response team; no names."""

from dataclasses import dataclass
from datetime import date

from tinhso.security.models import SecurityContact, SecurityDuty

MOST = 8


@dataclass(frozen=True)
class Number:
    agency: str
    part: str
    phone: str


def numbers_for(agency_id: int, on: date) -> list[Number]:
    """Those of the agency first. Two queries."""
    acting = SecurityDuty.objects.on(on).exclude(duty=SecurityDuty.Duty.SUPPORT)
    units = set(acting.values_list("agency_id", flat=True))
    rows = SecurityContact.objects.on(on).filter(agency__in=units | {agency_id}).select_related("agency")
    found = sorted(rows, key=lambda one: (one.agency_id != agency_id, one.agency.name, one.part, one.pk))
    seen = dict.fromkeys(Number(one.agency.name, str(one.get_part_display()), one.phone) for one in found)
    return list(seen)[:MOST]
