from django.db import transaction

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


@transaction.atomic
def remember_step(*, dossier: Dossier, step: str, by: Actor) -> None:
    """Where the citizen stopped, so that the draft is opened there again. No event: nothing has happened but turning pages.

    Raises: NotYourTurn.
    """
    check_can_hand_in(dossier.case, by)
    if dossier.resume_at != step:
        dossier.resume_at = step
        dossier.save(update_fields=["resume_at"])
