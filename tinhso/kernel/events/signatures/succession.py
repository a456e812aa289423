"""Which key signs: the first one, one that the key before vouches for, or one in the place of a lost one."""

from datetime import datetime
from enum import Enum

from django.db import transaction
from django.utils import timezone

from tinhso.kernel.events.actor import SYSTEM
from tinhso.kernel.events.event import Code, Event
from tinhso.kernel.events.events import SealKeyLost, SealKeyMade, SealKeyTurned
from tinhso.kernel.events.models import SealKey
from tinhso.kernel.events.record import record
from tinhso.kernel.events.signatures.seal_key import HeldKey, fingerprint, held_key, keys_before
from tinhso.kernel.events.signatures.sign_heads import (
    SealKeyMissing,
    SealKeyUnknown,
    current_key,
    sign_heads,
)
from tinhso.kernel.events.signatures.statements import key_statement


class Change(Enum):
    NONE = "none"
    FIRST = "first"
    TURNED = "turned"
    LOST = "lost"


def take_up_seal_key(*, lost: bool = False, now: datetime) -> Change:
    """Let the key that is held here be the one in force, and let it sign the heads as they are. As the tables' owner.

    A key before it that is still here vouches for it; `lost` says that there is none, which is an event.
    Raises SealKeyMissing where none is held, SealKeyUnknown where nobody vouches and nobody said `lost`.
    """
    key = held_key()
    if key is None:
        raise SealKeyMissing
    change = _enter(key, lost=lost, now=now)
    sign_heads(every_head=True)
    return change


@transaction.atomic
def _enter(key: HeldKey, *, lost: bool, now: datetime) -> Change:
    current = current_key()
    if current and current.public == key.public:
        return Change.NONE
    before = next((old for old in keys_before() if current and old.public == current.public), None)
    if current and before is None and not lost:
        raise SealKeyUnknown
    previous = current.public if current else ""
    vouched = before.sign(key_statement(previous, key.public)) if before else ""
    SealKey(public=key.public, previous=previous, vouched=vouched, began_at=timezone.now()).save(
        force_insert=True
    )
    change = Change.FIRST if not current else Change.TURNED if before else Change.LOST
    record(_event(change, key.public, previous), by=SYSTEM, at=now)
    return change


def _event(change: Change, public: str, previous: str) -> Event:
    new = Code(fingerprint(public))
    if change == Change.FIRST:
        return SealKeyMade(fingerprint=new)
    kind = SealKeyTurned if change == Change.TURNED else SealKeyLost
    return kind(fingerprint=new, previous=Code(fingerprint(previous)))
