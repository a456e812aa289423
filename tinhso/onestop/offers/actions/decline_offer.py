from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, Actor, Code, record
from tinhso.onestop.models import ProactiveOffer
from tinhso.onestop.offers.events import OfferDeclined
from tinhso.onestop.offers.permissions import check_can_answer_offer


@transaction.atomic
def decline_offer(*, offer: ProactiveOffer, by: Actor, now: datetime) -> None:
    """One press, and it is silent for good; the event names nobody.

    Raises: NotYourOffer.
    """
    locked = ProactiveOffer.objects.select_for_update().get(pk=offer.pk)
    check_can_answer_offer(locked, by)
    locked.declined_at = now
    locked.save(update_fields=["declined_at"])
    record(OfferDeclined(offer=Code(locked.code)), by=SYSTEM, at=now)
