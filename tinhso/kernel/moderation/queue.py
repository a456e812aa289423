"""What waits for a moderator, over all systems."""

from dataclasses import dataclass

from tinhso.kernel.events.actor import Actor
from tinhso.kernel.moderation.moderated_kind import ModeratedKind
from tinhso.kernel.site.declare import all_of

MOST_COUNTED = 1000


@dataclass(frozen=True)
class WaitingCount:
    """How many texts of a kind wait, counted up to MOST_COUNTED."""

    kind: ModeratedKind
    count: int


def moderated_kind(code: str) -> ModeratedKind:
    """The kind that a system declared under this code. KeyError."""
    return {kind.code: kind for kind in all_of(ModeratedKind)}[code]


def waiting_counts(by: Actor) -> list[WaitingCount]:
    """What waits for this officer, kinds without anything left out; one query a kind."""
    counts = [WaitingCount(kind, kind.waiting(by)[:MOST_COUNTED].count()) for kind in all_of(ModeratedKind)]
    return [one for one in counts if one.count]
