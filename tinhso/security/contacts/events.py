"""Who is to be called at an agency. Names and numbers stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SecurityContactNamed(Event):
    """An agency named whom to call, for which part, since when."""

    contact_id: int
    agency_id: int
    part: Code
    starts: date


@dataclass(frozen=True, kw_only=True)
class SecurityContactEnded(Event):
    """A contact is to be called no longer from that day on; the row goes when its time is over."""

    contact_id: int
    agency_id: int
    ends: date
