from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict, return_case
from tinhso.indicators.infrastructure.village_process import CONFIRM, FOLLOW
from tinhso.indicators.models import SignalVillage
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused


@transaction.atomic
def return_signal(*, village: SignalVillage, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Not covered yet: it is followed further, its time runs as before.

    Raises:
        NotYourTurn, Stale: somebody else's turn, or somebody was there before.
        Conflict: it does not wait to be confirmed.
        EntryRefused, NoteRefused: no reason, or one that names a person.
    """
    if village.case.step != CONFIRM:
        raise Conflict(village.case_id)
    if not reason.strip():
        raise EntryRefused("reason", "Ghi rõ vì sao chưa công nhận có sóng.")
    return_case(case=village.case, ver=ver, to_step=FOLLOW, reason=reason, by=by, now=now)
