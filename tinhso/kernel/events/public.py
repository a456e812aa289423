"""The door of events: `record(DossierAccepted(...), by=actor, at=now)` in the deed's own transaction."""

from tinhso.kernel.events.access import log_access
from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.events.bulk import copy_events
from tinhso.kernel.events.canonical import NotForEvents, utc_text
from tinhso.kernel.events.commitment import commit
from tinhso.kernel.events.comparison import Comparison, Held, comparisons
from tinhso.kernel.events.counter import last_numbers, next_number, raise_numbers
from tinhso.kernel.events.delivery import StuckDelivery, deliver, stuck_deliveries
from tinhso.kernel.events.event import Code, Commitment, Event, name_of
from tinhso.kernel.events.left_jobs import forget_ticks_to_come
from tinhso.kernel.events.listen import listen
from tinhso.kernel.events.models import EventRow, Seal
from tinhso.kernel.events.proof import EventProof, proof_of
from tinhso.kernel.events.queries import (
    AccessLine,
    TimelineLine,
    timeline,
    timeline_of,
    timeline_rows,
    who_read,
    who_read_any,
)
from tinhso.kernel.events.reading import OtherEvent, event_of
from tinhso.kernel.events.record import OutsideTransaction, record
from tinhso.kernel.events.sealing import EpochMissing, begin_epoch, seal
from tinhso.kernel.events.verification import Verdict, verify

__all__ = [
    "SYSTEM",
    "AccessLine",
    "Actor",
    "Code",
    "Commitment",
    "Comparison",
    "EpochMissing",
    "Event",
    "EventProof",
    "EventRow",
    "Held",
    "NotForEvents",
    "OtherEvent",
    "OutsideTransaction",
    "Seal",
    "StuckDelivery",
    "TimelineLine",
    "Verdict",
    "begin_epoch",
    "commit",
    "comparisons",
    "copy_events",
    "deliver",
    "event_of",
    "forget_ticks_to_come",
    "listen",
    "log_access",
    "name_of",
    "last_numbers",
    "next_number",
    "proof_of",
    "raise_numbers",
    "record",
    "seal",
    "stuck_deliveries",
    "timeline",
    "timeline_of",
    "timeline_rows",
    "utc_text",
    "verify",
    "who_read",
    "who_read_any",
]
