from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule_or
from tinhso.lib.dates import local
from tinhso.press.models import JournalistRequest
from tinhso.press.questions.events import PressCardsErased


@transaction.atomic
def erase_cards(*, by: Actor, now: datetime) -> int:
    """Numbers of press cards go the days of the rule after the issue ended; the outlet stays. How many went."""
    days = rule_or("press.journalist_days", None, on=local(now).date())
    if days is None:
        return 0
    ended = now - timedelta(days=days)
    rows = JournalistRequest.objects.filter(issue__case__finished_at__lte=ended).exclude(card="")
    erased = rows.update(card="", card_erased_at=now)
    if erased:
        record(PressCardsErased(requests=erased), by=by, at=now)
    return erased
