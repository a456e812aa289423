"""What agencies say of their lists of systems."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class InventoryConfirmed(Event):
    """An agency said that its list of systems in use is whole on that day, and how many are on it."""

    agency_id: int
    confirmed_on: date
    systems: int
