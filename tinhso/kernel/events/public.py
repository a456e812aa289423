"""The door of events: `record(DossierAccepted(...), by=actor, at=now)` in the deed's own transaction."""

from tinhso.kernel.events.access import log_access
from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.events.canonical import NotForEvents
from tinhso.kernel.events.commitment import commit
from tinhso.kernel.events.counter import next_number
from tinhso.kernel.events.delivery import StuckDelivery, deliver, stuck_deliveries
from tinhso.kernel.events.event import Code, Commitment, Event
from tinhso.kernel.events.listen import listen
from tinhso.kernel.events.models import EventRow
from tinhso.kernel.events.queries import AccessLine, TimelineLine, timeline, who_read
from tinhso.kernel.events.record import OutsideTransaction, record

__all__ = [
    "SYSTEM",
    "AccessLine",
    "Actor",
    "Code",
    "Commitment",
    "Event",
    "EventRow",
    "NotForEvents",
    "OutsideTransaction",
    "StuckDelivery",
    "TimelineLine",
    "commit",
    "deliver",
    "listen",
    "log_access",
    "next_number",
    "record",
    "stuck_deliveries",
    "timeline",
    "who_read",
]
