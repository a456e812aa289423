"""The door of messages to other systems: what a row of an outbox holds, and how it is claimed, tried again and settled."""

from tinhso.kernel.outbox.outgoing import Answer, Outgoing
from tinhso.kernel.outbox.queue import (
    AWAY,
    CONFIRMED,
    MENDABLE,
    SENDING,
    SKIPPED,
    STUCK,
    WAITING,
    NotOpen,
    again_at,
    claim,
    reopen,
    set_aside,
    settle,
    take_up,
)

__all__ = [
    "AWAY",
    "CONFIRMED",
    "MENDABLE",
    "SENDING",
    "SKIPPED",
    "STUCK",
    "WAITING",
    "Answer",
    "NotOpen",
    "Outgoing",
    "again_at",
    "claim",
    "reopen",
    "set_aside",
    "settle",
    "take_up",
]
