"""Keys of programs that send reports, logs and events by themselves."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class CollectorKeyMade(Event):
    """A program of the agency may send reports with this key, as who made it; with `every_agency` of all agencies."""

    key_id: int
    agency_id: int
    every_agency: bool


@dataclass(frozen=True, kw_only=True)
class CollectorKeyRevoked(Event):
    """The key opens nothing any more."""

    key_id: int
    agency_id: int
