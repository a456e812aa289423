"""What happens when logs are hunted in, looked at and opened. No name, address or reason: those stand in rows that can be erased."""

from dataclasses import dataclass
from datetime import datetime

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class LogHunted(Event):
    """Indicators that were new to a stored log were held against it: how many, and how many pairs of machine and indicator were found."""

    log_id: int
    agency_id: int | None
    indicators: int
    hits: int


@dataclass(frozen=True, kw_only=True)
class LogReviewed(Event):
    """A stored log was searched for what a person should look at: how much there is."""

    log_id: int
    agency_id: int | None
    suspicions: int


@dataclass(frozen=True, kw_only=True)
class SuspicionDecided(Event):
    """A person looked: dismissed with a reason, or a finding."""

    suspicion_id: int
    agency_id: int | None
    outcome: Code


@dataclass(frozen=True, kw_only=True)
class LogOpeningRequested(Event):
    """Somebody asked to read for which names one address asked within a time, with a case number and a reason."""

    opening_id: int
    agency_id: int


@dataclass(frozen=True, kw_only=True)
class LogOpeningSettled(Event):
    """Another person allowed it until a moment, or refused."""

    opening_id: int
    agency_id: int
    accepted: bool
    expires_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class LogNamesRead(Event):
    """Names of an opening were read: from how many logs, how many names."""

    opening_id: int
    agency_id: int
    logs: int
    names: int
