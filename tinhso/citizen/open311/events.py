from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class ApiKeyAsked(Event):
    """Somebody asked for a key of Open311."""

    key_id: int


@dataclass(frozen=True, kw_only=True)
class ApiKeyDecided(Event):
    """The desk let a client of Open311 in, with so many reports an hour, or shut it out."""

    key_id: int
    active: bool
    per_hour: int
