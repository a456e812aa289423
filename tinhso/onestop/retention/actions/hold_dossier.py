from datetime import datetime

from django.db import transaction

from tinhso.casework.public import Conflict
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.models import Dossier, Erasure, RetentionHold
from tinhso.onestop.retention.events import RetentionHeld
from tinhso.onestop.retention.permissions import check_can_hold


class HeldBefore(Conflict):
    """Somebody has stopped the erasing of this dossier already."""


class ErasedBefore(Conflict):
    """There is nothing left to keep: the dossier was erased."""


class NoReason(ValueError):
    """A hold says what it is for: nobody could judge later whether it may be lifted."""


@transaction.atomic
def hold_dossier(*, dossier: Dossier, reason: str, by: Actor, now: datetime) -> RetentionHold:
    """Tạm dừng huỷ: a complaint, an inspection or a court needs the dossier; nothing of it is erased until lifted.

    Raises: NotYourTurn unless by head or clerk of the agency that settled it or by the desk, HeldBefore,
    ErasedBefore, NoReason.
    """
    check_can_hold(dossier, by)
    if not reason.strip():
        raise NoReason
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier.pk)
    if Erasure.objects.filter(dossier=dossier).exists():
        raise ErasedBefore(dossier.pk)
    if RetentionHold.objects.open().filter(dossier=dossier).exists():
        raise HeldBefore(dossier.pk)
    hold = RetentionHold.objects.create(
        dossier=dossier, reason=reason.strip(), placed_by_id=by.user_id or 0, placed_at=now
    )
    record(RetentionHeld(case_id=dossier.pk, hold_id=hold.pk), by=by, at=now)
    return hold
