from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import ProactiveOffer


class NotYourOffer(LookupError):
    """Somebody else's offer, or one that was answered or has ended."""


def can_answer_offer(offer: ProactiveOffer, by: Actor) -> bool:
    """The person who was offered it, nobody in their place."""
    return by.person_id is not None and by.person_id == offer.person_id


def check_can_answer_offer(offer: ProactiveOffer, by: Actor) -> None:
    """NotYourOffer for everybody else, and once it was answered."""
    if not can_answer_offer(offer, by) or offer.declined_at or offer.taken_at:
        raise NotYourOffer(offer.pk)
