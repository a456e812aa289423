from dataclasses import dataclass

from tinhso.kernel.events.public import Event


@dataclass(frozen=True, kw_only=True)
class NameWithdrawn(Event):
    """Whoever reported does not want the name beside the report any more."""


@dataclass(frozen=True, kw_only=True)
class ReporterErased(Event):
    """Name, phone and e-mail of whoever reported were erased; the report stays, without them."""
