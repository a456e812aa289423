from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.documents.models import Consultation
from tinhso.documents.rulemaking.permissions import check_turn
from tinhso.kernel.events.public import Actor


@transaction.atomic
def decline_consultation(
    *, consultation: Consultation, ver: int, reason: str, by: Actor, now: datetime
) -> None:
    """A head does not open the draft, and says why; its drafter may propose it anew.

    Raises: Stale, NotYourTurn, NoteRefused.
    """
    check_turn(consultation, "", ver, by)
    refuse_case(case=consultation.case, ver=ver, text=reason, by=by, now=now)
    consultation.closed_at = now
    consultation.save(update_fields=["closed_at"])
