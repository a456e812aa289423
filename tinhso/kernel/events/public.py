"""The door of events: `record(DossierAccepted(...), by=actor, at=now)` in the deed's own transaction."""

from tinhso.kernel.events.access import log_access
from tinhso.kernel.events.actor import SYSTEM, Actor
from tinhso.kernel.events.bodies.canonical import NotForEvents, utc_text
from tinhso.kernel.events.bodies.commitment import commit
from tinhso.kernel.events.bulk import copy_events
from tinhso.kernel.events.comparison import Comparison, ComparisonResult, comparisons
from tinhso.kernel.events.counter import last_numbers, next_number, raise_numbers
from tinhso.kernel.events.event import Code, Commitment, Event, name_of
from tinhso.kernel.events.jobs.delivery import StuckDelivery, deliver, stuck_deliveries
from tinhso.kernel.events.jobs.failed_jobs import GivenUpJob, drop_job, given_up_jobs, resume_job
from tinhso.kernel.events.jobs.job import UnknownJob, job
from tinhso.kernel.events.jobs.left_jobs import forget_ticks_to_come
from tinhso.kernel.events.jobs.workers import living_workers
from tinhso.kernel.events.listen import listen
from tinhso.kernel.events.models import AccessRow, EventRow, Seal
from tinhso.kernel.events.older_rows import note_older_rows, older_rows
from tinhso.kernel.events.proof import EventProof, proof_of
from tinhso.kernel.events.queries import (
    AccessLine,
    TimelineLine,
    access_rows,
    timeline,
    timeline_of,
    timeline_rows,
    who_read,
    who_read_any,
)
from tinhso.kernel.events.reading import OtherEvent, event_of
from tinhso.kernel.events.record import OutsideTransaction, record
from tinhso.kernel.events.sealing import EpochMissing, oldest_open, seal
from tinhso.kernel.events.signatures.check import Signed, check_signatures
from tinhso.kernel.events.signatures.epoch import begin_epoch
from tinhso.kernel.events.signatures.noted_heads import give_up_heads
from tinhso.kernel.events.signatures.posted_heads import SignedHead, heads_by_day, newest_heads
from tinhso.kernel.events.signatures.seal_key import KeyTooShort, fingerprint, held_key, keys_before
from tinhso.kernel.events.signatures.sign_heads import (
    ChainRewritten,
    NotSigned,
    SealKeyMissing,
    SealKeyUnknown,
    current_key,
    sign_heads,
)
from tinhso.kernel.events.signatures.signed_proof import SignedProof, signed_proof_of
from tinhso.kernel.events.signatures.statements import PostedHead, line_of, posted_heads
from tinhso.kernel.events.signatures.succession import Change, take_up_seal_key
from tinhso.kernel.events.verification import Verdict, verify

__all__ = [
    "note_older_rows",
    "older_rows",
    "living_workers",
    "SYSTEM",
    "AccessLine",
    "Actor",
    "ChainRewritten",
    "Change",
    "Code",
    "Commitment",
    "Comparison",
    "EpochMissing",
    "Event",
    "EventProof",
    "EventRow",
    "GivenUpJob",
    "ComparisonResult",
    "KeyTooShort",
    "NotForEvents",
    "NotSigned",
    "OtherEvent",
    "OutsideTransaction",
    "PostedHead",
    "Seal",
    "SealKeyMissing",
    "SealKeyUnknown",
    "Signed",
    "SignedHead",
    "SignedProof",
    "StuckDelivery",
    "TimelineLine",
    "UnknownJob",
    "Verdict",
    "begin_epoch",
    "check_signatures",
    "commit",
    "comparisons",
    "copy_events",
    "current_key",
    "deliver",
    "drop_job",
    "event_of",
    "fingerprint",
    "forget_ticks_to_come",
    "give_up_heads",
    "given_up_jobs",
    "heads_by_day",
    "held_key",
    "job",
    "keys_before",
    "last_numbers",
    "line_of",
    "listen",
    "AccessRow",
    "access_rows",
    "log_access",
    "name_of",
    "newest_heads",
    "next_number",
    "oldest_open",
    "posted_heads",
    "proof_of",
    "raise_numbers",
    "record",
    "resume_job",
    "seal",
    "sign_heads",
    "signed_proof_of",
    "stuck_deliveries",
    "take_up_seal_key",
    "timeline",
    "timeline_of",
    "timeline_rows",
    "utc_text",
    "verify",
    "who_read",
    "who_read_any",
]
