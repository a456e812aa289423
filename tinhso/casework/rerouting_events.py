"""What moves a case without being a step of its work: other seats, another process, another time, a case for an opinion."""

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
    """The time of settling ended with a step, and another began, counted in that unit."""

    due_at: datetime | None
    unit: Code


@dataclass(frozen=True, kw_only=True)
class CaseRelimited(Event):
    """The time of settling is counted with another limit, in that unit; `DueRecomputed` says so if the date moves."""

    unit: Code


@dataclass(frozen=True, kw_only=True)
class OpinionOpened(Event):
    """The case of an opinion that another agency asked for (`OpinionAsked` stands on that one's timeline)."""

    code: Code
    kind: Code
    source: Code
    step: Code
    agency_id: int
    parent_id: int
    confidential: bool
    due_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpinionAnswered(Event):
    """The case of an opinion ended with the answer (`OpinionGiven` stands on the timeline of who asked)."""

    outcome: Code
    timeliness: Code | None
