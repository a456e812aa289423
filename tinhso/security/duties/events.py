"""Who acts for the province in cybersecurity. Names and sources stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SecurityDutyGiven(Event):
    """From this day on an agency is the specialised unit, or the incident response team, of the province."""

    agency_id: int
    duty: Code
    starts: date
