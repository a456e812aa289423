"""What happens to press conferences. Words and cards lie in their rows."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PressConferencePlanned(Event):
    """A press conference stands in the agency's year."""

    conference_id: int
    agency_id: int
    kind: Code
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class PressConferenceAnnounced(Event):
    """Everybody reads when and where; journalists may ask for a seat."""

    conference_id: int
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class PressConferenceHeld(Event):
    """It was held; its minutes are public."""

    conference_id: int
    outlets_present: int


@dataclass(frozen=True, kw_only=True)
class PressConferenceCancelled(Event):
    """It is not held; its page tells why."""

    conference_id: int


@dataclass(frozen=True, kw_only=True)
class AccreditationRequested(Event):
    """A journalist asked for a seat."""

    accreditation_id: int
    conference_id: int


@dataclass(frozen=True, kw_only=True)
class AccreditationDecided(Event):
    """The seat was given, or refused on a listed ground."""

    accreditation_id: int
    accepted: bool
    ground: Code | None = None


@dataclass(frozen=True, kw_only=True)
class AccreditationCardsErased(Event):
    """Numbers of press cards of conferences that are long over went."""

    requests: int
