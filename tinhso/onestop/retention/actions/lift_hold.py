from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import Dossier, RetentionHold
from tinhso.onestop.retention.events import RetentionHoldLifted
from tinhso.onestop.retention.permissions import check_can_hold


class NotHeld(Conflict):
    """Nobody holds this dossier, or somebody has let it go meanwhile."""


@transaction.atomic
def lift_hold(*, dossier: Dossier, by: Actor, now: datetime) -> None:
    """The dossier may be erased again when its time is over. Raises: NotYourTurn as for the hold, NotHeld."""
    check_can_hold(dossier, by)
    hold = RetentionHold.objects.open().select_for_update().filter(dossier=dossier).first()
    if hold is None:
        raise NotHeld(dossier.pk)
    hold.lifted_at, hold.lifted_by_id = now, by.user_id
    hold.save(update_fields=["lifted_at", "lifted_by"])
    record(RetentionHoldLifted(case_id=dossier.pk, hold_id=hold.pk), by=by, at=now)
