"""The signer: once a minute at most, and at each epoch. It signs only what goes on from what was signed before."""

import logging
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from tinhso.kernel.events.actor import SYSTEM
from tinhso.kernel.events.event import Code
from tinhso.kernel.events.events import SealedHeadLost
from tinhso.kernel.events.logs import LOGS
from tinhso.kernel.events.models import Seal, SealKey, SealSignature
from tinhso.kernel.events.record import record
from tinhso.kernel.events.sealing import Head, head_of, seal_hash
from tinhso.kernel.events.signatures import noted_heads
from tinhso.kernel.events.signatures.noted_heads import NotedHead
from tinhso.kernel.events.signatures.seal_key import HeldKey, held_key, signed_by
from tinhso.kernel.events.signatures.statements import head_statement, statement_of
from tinhso.kernel.site import clock

log = logging.getLogger("tinhso.seals")

INSERT = """
insert into kernel_seal_signature (log, number, hash, public, signature, signed_at)
values (%s, %s, %s, %s, %s, %s) on conflict do nothing
"""


class NotSigned(Exception):
    """A head that is not signed; the subclasses say why."""


class SealKeyMissing(NotSigned):
    """Heads were signed here, and this process holds no key to go on."""


class SealKeyUnknown(NotSigned):
    """This process holds another key than the one in force: `tinhso turn_key seal-key` first."""


class ChainRewritten(NotSigned):
    """What was signed before is no longer in the chain, or the chain does not lead on from it."""


def current_key() -> SealKey | None:
    return SealKey.objects.order_by("-pk").first()


def sign_heads(*, every_head: bool = False) -> int:
    """Sign the head of each log that has a new one; how many were signed. `at_once` does not wait for another minute.

    An installation that never had a key signs nothing. Raises SealKeyMissing, SealKeyUnknown, ChainRewritten.
    """
    key, current = held_key(), current_key()
    if current is None:
        if noted_heads.noted_heads():  # signed before, and the tables know nothing of it any more
            raise ChainRewritten
        return 0
    if key is None:
        raise SealKeyMissing
    if key.public != current.public:
        raise SealKeyUnknown
    _tell_what_was_given_up()
    return sum(_sign(name, key, every_head=every_head) for name in LOGS)


def _sign(name: Seal.Log, key: HeldKey, *, every_head: bool) -> bool:
    head, now = head_of(name), timezone.now()
    before = noted_heads.noted_heads().get(name) or _last_of(name, key)
    if head.number == 0 and before is None:
        return False
    last = SealSignature.objects.filter(log=name).order_by("-pk").first()
    if before and last and {before.hash, last.hash} == {head.hash} and last.public == key.public:
        return False
    if before:
        _refuse_what_was_rewritten(name, before, head)
    if last and not every_head and _minute(last.signed_at) == _minute(now):
        return False
    statement = head_statement(name, head.number, head.hash, now)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [name, head.number, head.hash, key.public, key.sign(statement), now])
    noted_heads.note_head(name, head.number, head.hash)
    return True


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def _refuse_what_was_rewritten(name: Seal.Log, before: NotedHead, head: Head) -> None:
    """Whether the chain leads from what was signed before to this head: one pass over the seals between."""
    columns = ("number", "hash", "previous", "root", "count")
    seals = Seal.objects.filter(log=name, number__gte=before.number, number__lte=head.number)
    expected, last = before.number, ""
    for number, hash_, previous, root, count in seals.order_by("number").values_list(*columns):
        follows = (
            previous == last and hash_ == seal_hash(previous, root, count) if last else hash_ == before.hash
        )
        if number != expected or not follows:
            raise ChainRewritten(f"{name} {expected}")
        expected, last = number + 1, hash_
    if last != head.hash:
        raise ChainRewritten(f"{name} {before.number}")


def _last_of(name: Seal.Log, key: HeldKey) -> NotedHead | None:
    """Where this state folder remembers nothing: the last head that our key signed, as the database tells it."""
    rows = SealSignature.objects.filter(log=name, public=key.public).order_by("-number")
    held = (row for row in rows if signed_by(row.public, statement_of(row), row.signature))
    return next((NotedHead(row.number, row.hash) for row in held), None)


@transaction.atomic
def _tell_what_was_given_up() -> None:
    """A restore or a way back left heads that this database may no longer know: that is recorded, once."""
    for name, head in noted_heads.given_up_heads().items():
        if not Seal.objects.filter(log=name, number=head.number, hash=head.hash).exists():
            event = SealedHeadLost(log=Code(name), number=head.number, head=Code(head.hash))
            record(event, by=SYSTEM, at=clock.now())
            log.warning("a signed head is gone with a database that was taken back")
    noted_heads.forget_given_up()
