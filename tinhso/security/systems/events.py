"""What happens to the register of information systems. Names, purposes and reasons stand in their rows."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class SystemRegistered(Event):
    """A system was entered with its owner, its operator where that is an agency, and the level that its criteria give."""

    system_id: int
    owner_id: int
    operator_id: int | None
    level: int
    rules: Code


@dataclass(frozen=True, kw_only=True)
class SystemAmended(Event):
    """What the register says of a system was changed; the level is that of the criteria chosen now."""

    system_id: int
    owner_id: int
    operator_id: int | None
    level: int
    rules: Code
    ver: int


@dataclass(frozen=True, kw_only=True)
class SystemRetired(Event):
    """A system is no longer in use from that day on; its row says why."""

    system_id: int
    retired_on: date


@dataclass(frozen=True, kw_only=True)
class ConnectionNoted(Event):
    """A system exchanges data with another, from that day on."""

    system_id: int
    number: int
    starts: date


@dataclass(frozen=True, kw_only=True)
class ConnectionEnded(Event):
    """A connection of a system ended."""

    system_id: int
    number: int
    ends: date


@dataclass(frozen=True, kw_only=True)
class LayerProvided(Event):
    """One of the four layers of a system has a provider from that day on; one before it ended then."""

    system_id: int
    layer: int
    starts: date


@dataclass(frozen=True, kw_only=True)
class LevelApproved(Event):
    """A decision that approves the level dossier of a system was written down."""

    system_id: int
    approval_id: int
    level: int
    decided_on: date
    decided_by_id: int
    expires_on: date | None


@dataclass(frozen=True, kw_only=True)
class ProtectionReviewed(Event):
    """The specialised unit held a system against its approved plan: whether all of it is deployed."""

    system_id: int
    review_id: int
    reviewed_on: date
    complete: bool
