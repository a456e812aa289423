"""What happens to stored network logs. Names lie in their sealed files alone."""

from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class NetworkLogStored(Event):
    """A network log was stored to be hunted in: how many rows and distinct names."""

    log_id: int
    agency_id: int | None
    rows: int
    names: int


@dataclass(frozen=True, kw_only=True)
class NetworkLogErased(Event):
    """The day of a stored log came: its rows and names are gone."""

    log_id: int
    agency_id: int | None
