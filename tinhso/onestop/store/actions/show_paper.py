from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import PaperShowing, StoreEntry
from tinhso.onestop.store.actions.reuse_paper import NotInStore
from tinhso.onestop.store.events import PaperShown
from tinhso.onestop.store.showing_codes import LIVES, digest_of, new_code

MOST_OPEN = 10  # showings of one person at a time


class TooManyShowings(Exception):
    """So many codes of this person are open already: one is stopped or lapses first."""


@dataclass(frozen=True)
class Showing:
    """The showing and its code, which is told once and kept nowhere."""

    showing: PaperShowing
    code: str


@transaction.atomic
def show_paper(
    *,
    entry_id: int,
    what: PaperShowing.What,
    to_whom: str,
    by: Actor,
    now: datetime,
    real_now: datetime,
) -> Showing:
    """Let whoever is told the code see this paper of mine for five minutes, as `what` says.

    Raises: NotInStore for a paper that is not theirs, TooManyShowings.
    """
    entry = StoreEntry.objects.select_for_update(of=("self",)).of(by).filter(pk=entry_id).first()
    if entry is None or by.person_id is None:
        raise NotInStore(entry_id)
    if PaperShowing.objects.of(by).open_at(real_now).count() >= MOST_OPEN:
        raise TooManyShowings(by.person_id)
    code = new_code()
    showing = PaperShowing.objects.create(
        entry=entry,
        what=what,
        to_whom=to_whom,
        code_digest=digest_of(code),
        shown_at=now,
        expires_at=real_now + LIVES,
    )
    record(PaperShown(entry_id=entry.pk, showing_id=showing.pk, what=showing.what), by=by, at=now)
    return Showing(showing, code)
