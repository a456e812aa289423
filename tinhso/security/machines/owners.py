"""Whose an address was at a moment: what a finding of March asks."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.security.models import MachineAddress


@dataclass(frozen=True)
class AddressOwner:
    machine_id: int
    agency_id: int


def owner_of(kind: str, value: str, at: datetime, *, agency_id: int | None = None) -> AddressOwner | None:
    """The machine that had the address then, at that agency or at any; None where nobody had it or several agencies did, as
    with private addresses. One query."""
    rows = MachineAddress.objects.filter(kind=kind, value=value, valid__contains=at)
    if agency_id is not None:
        rows = rows.filter(agency_id=agency_id)
    found = list(rows.values_list("machine_id", "agency_id")[:2])
    return AddressOwner(*found[0]) if len(found) == 1 else None
