from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import PaperShowing
from tinhso.onestop.store.events import ShownPaperOpened
from tinhso.onestop.store.showing_codes import digest_of, read_code


class NoShowing(LookupError):
    """Nobody shows anything by this code."""


class ShowingOver(Exception):
    """The five minutes are over, or the owner has stopped it."""


@transaction.atomic
def open_showing(*, code: str, by: Actor, now: datetime, real_now: datetime) -> PaperShowing:
    """Whoever holds the code sees what is shown; each opening is counted and written down.

    Raises: NoShowing, ShowingOver.
    """
    plain = read_code(code)
    found = (
        PaperShowing.objects.select_for_update(of=("self",))
        .select_related("entry__file", "entry__paper", "entry__person", "entry__officer")
        .filter(code_digest=digest_of(plain))
        .first()
        if plain
        else None
    )
    if found is None:
        raise NoShowing
    if not found.is_open(real_now):
        raise ShowingOver(found.pk)
    PaperShowing.objects.filter(pk=found.pk).update(opened=F("opened") + 1, opened_at=real_now)
    record(ShownPaperOpened(showing_id=found.pk), by=by, at=now)
    return found
