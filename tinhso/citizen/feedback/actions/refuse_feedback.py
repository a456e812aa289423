from datetime import datetime

from django.db import transaction

from tinhso.casework.public import refuse_case
from tinhso.citizen.feedback.deeds import note_late, tell_sender
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor


@transaction.atomic
def refuse_feedback(*, feedback: Feedback, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Not received, with the reason in writing, within the days of the rule.

    Raises: NotYourTurn, Stale, Unlawful, NoteRefused.
    """
    refuse_case(case=feedback.case, ver=ver, text=text, by=by, now=now)
    note_late(feedback, Feedback.LateFor.REFUSE, feedback.refuse_by, by=by, now=now)
    tell_sender(feedback.case, "refused", by=by, now=now)
