from dataclasses import dataclass

from tinhso.kernel.events.public import Code, Event


@dataclass(frozen=True, kw_only=True)
class PackLoaded(Event):
    """A province pack was loaded: how many rows it created and changed."""

    province_code: Code
    created: int
    changed: int
