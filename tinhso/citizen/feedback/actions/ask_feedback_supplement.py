from datetime import datetime

from django.db import transaction

from tinhso.casework.public import reply_due, request_supplement
from tinhso.citizen.feedback.deeds import note_late, tell_sender
from tinhso.citizen.models import Feedback
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer, Examiner


@transaction.atomic
def ask_feedback_supplement(*, feedback: Feedback, ver: int, text: str, by: Actor, now: datetime) -> None:
    """Ask the sender once for what is missing.

    Raises: NotYourTurn, Stale, Unlawful, AskedBefore, NobodyToAsk, NoteRefused.
    """
    case = feedback.case
    due = None if case.step else reply_due(case)
    role = Examiner.code if case.step else DeskOfficer.code
    request_supplement(case=case, ver=ver, text=text, lapse_role=role, by=by, now=now)
    note_late(feedback, Feedback.LateFor.SUPPLEMENT, due, by=by, now=now)
    tell_sender(case, "supplement", by=by, now=now)
