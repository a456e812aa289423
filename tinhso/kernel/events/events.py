"""What happened to the proof itself. The keys' private halves are never here."""

from dataclasses import dataclass

from tinhso.kernel.events.event import Code, Event


@dataclass(frozen=True, kw_only=True)
class SealKeyMade(Event):
    """The first key that signs heads; `fingerprint` is SHA-256 of the public key."""

    fingerprint: Code


@dataclass(frozen=True, kw_only=True)
class SealKeyTurned(Event):
    """Another key signs from now on, and the one before vouched for it."""

    fingerprint: Code
    previous: Code


@dataclass(frozen=True, kw_only=True)
class SealKeyLost(Event):
    """Another key signs from now on, and the one before was no longer there to vouch for it: compare both from outside."""

    fingerprint: Code
    previous: Code


@dataclass(frozen=True, kw_only=True)
class SealedHeadLost(Event):
    """The database was taken back on purpose to before this head, which had been signed: what came between is gone."""

    log: Code
    number: int
    head: Code


@dataclass(frozen=True, kw_only=True)
class OlderRowsNoted(Event):
    """When the database came to a program that tells of these tables, `rows` up to these keys were there: an older program
    may have written them without an event, so that one that lacks its event cannot be checked.
    """

    rows: tuple[tuple[Code, int], ...]
