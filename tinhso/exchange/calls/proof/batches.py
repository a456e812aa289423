"""Rows of the log as a Merkle batch, whose root is an event and thereby lies under the kernel's seals."""

import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from tinhso.exchange.calls.events import CallsSealed
from tinhso.exchange.models import CallBatch, ExchangeCall
from tinhso.kernel.events.public import Actor, Code, EventRow, name_of, next_number, record
from tinhso.lib import merkle
from tinhso.lib.exchange.proof.call_body import call_body, commitment

SCOPE = "exchange.calls"
MOST_ROWS = 10_000
NOT_IN_BODY = ("batch", "about_salt")
"""Columns that no leaf holds."""
IN_BODY = tuple(one.name for one in ExchangeCall._meta.concrete_fields if one.name not in NOT_IN_BODY)


def body_of(call: ExchangeCall) -> bytes:
    return call_body({name: getattr(call, name) for name in IN_BODY})


def leaf_of(call: ExchangeCall) -> bytes:
    return merkle.leaf(body_of(call))


def commit_about(call: ExchangeCall) -> None:
    """Before it is written: where it names a person or a dossier, the salt and the commitment to them."""
    if call.subject or call.issue:
        call.about_salt = secrets.token_bytes(16)
        call.about = commitment(call.about_salt, call.named, call.subject, call.issue)


def next_batch() -> int:
    """The number of the next batch; other batches wait until the caller's transaction ends."""
    return next_number(SCOPE)


def seal_batch(number: int, *, by: Actor, now: datetime) -> CallBatch | None:
    """In the transaction that wrote the rows with this number: tree and event. None where it has no row."""
    leaves, ids, last = _tree(ExchangeCall.objects.filter(batch_id=number).order_by("at", "pk").iterator())
    if last is None:
        return None
    root = merkle.root(leaves).hex()
    event = CallsSealed(number=number, count=len(ids), root=Code(root), last_at=last)
    return CallBatch.objects.create(
        number=number,
        root=root,
        count=len(ids),
        last_at=last,
        call_ids=ids,
        leaves=b"".join(leaves),
        event=record(event, by=by, at=now),
    )


def _tree(calls: Iterable[ExchangeCall]) -> tuple[list[bytes], list[UUID], datetime | None]:
    leaves: list[bytes] = []
    ids: list[UUID] = []
    last = None
    for call in calls:
        leaves.append(leaf_of(call))
        ids.append(call.pk)
        last = call.at
    return leaves, ids, last


def sealed_events() -> Iterator[EventRow]:
    """Of every batch, in the order of the log."""
    return EventRow.objects.filter(name=name_of(CallsSealed)).order_by("pk").iterator(chunk_size=500)


def is_sealed() -> bool:
    """Whether any batch was ever sealed here: from then on a row without one was slipped in."""
    return EventRow.objects.filter(name=name_of(CallsSealed)).exists()
