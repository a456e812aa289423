from typing import Any

from django.db import transaction

from tinhso.casework.public import Conflict, State, check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.models import Dossier


class NotADraft(Conflict):
    """Answers change only while the dossier is a draft or waits for its supplement."""


OPEN_FOR_CITIZEN = {State.DRAFT, State.WAITING_CITIZEN}


@transaction.atomic
def save_answers(*, dossier: Dossier, answers: dict[str, Any], by: Actor) -> None:
    """Keep what was typed so far, complete or not. No event: nothing has happened yet but typing."""
    check_can_hand_in(dossier.case, by)
    if dossier.case.state not in OPEN_FOR_CITIZEN:
        raise NotADraft(dossier.pk)
    dossier.answers = answers
    dossier.save(update_fields=["answers"])
