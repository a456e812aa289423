from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, Code, record
from tinhso.onestop.models import Dossier, ProactiveOffer
from tinhso.onestop.offers.carry import carried_to
from tinhso.onestop.offers.events import OfferTaken
from tinhso.onestop.offers.permissions import NotYourOffer, check_can_answer_offer


@transaction.atomic
def take_offer(*, offer: ProactiveOffer, draft: Dossier, by: Actor, now: datetime) -> None:
    """The draft begun from an offer, with what the settled dossier knows filled in where nothing is typed yet.

    Raises: NotYourOffer.
    """
    locked = ProactiveOffer.objects.select_for_update(of=("self",)).select_related("dossier").get(pk=offer.pk)
    check_can_answer_offer(locked, by)
    if draft.case.person_id != locked.person_id:
        raise NotYourOffer(offer.pk)
    answers = carried_to(draft.version.definition, locked, now)
    draft.answers = answers | draft.answers
    draft.save(update_fields=["answers"])
    locked.taken_at, locked.followed_by = now, draft
    locked.save(update_fields=["taken_at", "followed_by"])
    record(OfferTaken(case_id=draft.pk, offer=Code(locked.code)), by=by, at=now)
