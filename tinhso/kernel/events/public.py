"""The door of events: `record(DossierAccepted(...), by=actor, at=now)` in the deed's own transaction."""

from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.events.event import Event
from tinhso.kernel.events.record import record

__all__ = ["SYSTEM", "Actor", "Event", "record"]
