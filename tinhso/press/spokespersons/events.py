"""What happens to spokespersons and statements. Names and words lie in their rows."""

from dataclasses import dataclass
from datetime import date, datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SpokespersonRegistered(Event):
    """Somebody speaks for the agency from that day on."""

    spokesperson_id: int
    agency_id: int
    starts: date


@dataclass(frozen=True, kw_only=True)
class SpokespersonEnded(Event):
    """Somebody no longer speaks for the agency from that day on."""

    spokesperson_id: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class StatementNoted(Event):
    """The agency spoke to the press in one of the legal forms of the day; `due_at` where it is about a sudden event."""

    statement_id: int
    agency_id: int
    form: Code
    due_at: datetime | None = None
