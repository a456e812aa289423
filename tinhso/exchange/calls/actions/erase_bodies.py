from datetime import datetime

from django.db import transaction

from tinhso.exchange.calls.events import BodiesErased
from tinhso.exchange.models import StoredBodies
from tinhso.exchange.pages.refusals import ExchangeForbidden
from tinhso.kernel.events.public import Actor, record
from tinhso.lib.dates import HANOI


@transaction.atomic
def erase_bodies(*, by: Actor, now: datetime) -> int:
    """Those whose days are over; how many. By the system, every night.

    Raises: ExchangeForbidden.
    """
    if not by.system:
        raise ExchangeForbidden
    before = now.astimezone(HANOI).date()
    count = StoredBodies.objects.filter(until__lt=before).delete()[0]
    if count:
        record(BodiesErased(count=count), by=by, at=now)
    return count
