from datetime import datetime

from django.db import transaction

from tinhso.casework.public import return_case
from tinhso.kernel.events.public import Actor
from tinhso.press.models import PressIssue
from tinhso.press.questions.issue_process import ASSIGN, VERIFY, check_step


@transaction.atomic
def return_issue(*, issue: PressIssue, ver: int, reason: str, by: Actor, now: datetime) -> None:
    """Back to whoever assigns: another agency is competent. The clock goes on.

    Raises: NotYourTurn, Stale, WrongStep, NoteRefused.
    """
    check_step(issue.case, VERIFY)
    return_case(case=issue.case, ver=ver, to_step=ASSIGN, reason=reason, by=by, now=now)
