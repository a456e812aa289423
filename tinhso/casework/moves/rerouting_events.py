"""What moves a case without being a step of its work: other seats, another process, another time."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class CaseDirected(Event):
    """The desk said which agency the case is for and where it lies; the system's own event tells people of it."""

    agency_id: int
    place_id: int | None


@dataclass(frozen=True, kw_only=True)
class CaseRerouted(Event):
    """The case goes on at that step of another process; without a step before it was accepted."""

    process_id: int
    step: Code | None


@dataclass(frozen=True, kw_only=True)
class TimeBegunAgain(Event):
    """The time of settling ended with a step, and another began, counted in that unit; until when the former one was."""

    due_at: datetime | None
    unit: Code
    old_due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class CaseRelimited(Event):
    """The time of settling is counted with another limit, in that unit; `DueRecomputed` says so if the date moves."""

    unit: Code
