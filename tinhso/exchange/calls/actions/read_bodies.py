from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.db import transaction

from tinhso.exchange.calls.events import BodiesRead
from tinhso.exchange.calls.permissions import check_can_read_bodies
from tinhso.exchange.models import ExchangeCall, StoredBodies
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.lib.dates import HANOI
from tinhso.lib.exchange.stored_bodies import NotOpened, open_bodies


class NothingStored(LookupError):
    """The call has no bodies, its days are over, or they cannot be opened or are not those of the row."""


@dataclass(frozen=True)
class Bodies:
    """What was sent and what was answered, as bytes."""

    request: bytes
    response: bytes


@transaction.atomic
def read_bodies(*, call: ExchangeCall, by: Actor, now: datetime) -> Bodies:
    """Both bodies, held against the hashes of the row; that they were read is an event.

    Raises: ExchangeForbidden, NothingStored.
    """
    check_can_read_bodies(call, by)
    stored = StoredBodies.objects.filter(call=call, until__gte=now.astimezone(HANOI).date()).first()
    if stored is None:
        raise NothingStored(call.pk)
    words = (settings.EXCHANGE_KEY, *settings.EXCHANGE_KEYS_BEFORE)
    try:
        found = Bodies(*open_bodies(words, str(call.pk), bytes(stored.sealed)))
    except NotOpened as error:
        raise NothingStored(call.pk) from error
    if (_hash(found.request), _hash(found.response)) != (call.request_hash, call.response_hash):
        raise NothingStored(call.pk)
    record(BodiesRead(call=Code(str(call.pk))), by=by, at=now)
    return found


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest() if content else ""
