from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor, record
from tinhso.onestop.models import OffersOff
from tinhso.onestop.offers.events import OffersSwitched


@transaction.atomic
def switch_offers(*, off: bool, by: Actor, now: datetime) -> None:
    """A person wants no offers, or wants them again; twice is once, and the event names nobody.

    Raises: PermissionDenied for who is no citizen.
    """
    if by.person_id is None:
        raise PermissionDenied
    if off:
        _row, changed = OffersOff.objects.get_or_create(person_id=by.person_id, defaults={"since": now})
    else:
        changed = bool(OffersOff.objects.filter(person=by.person_id).delete()[0])
    if changed:
        record(OffersSwitched(off=off), by=SYSTEM, at=now)
