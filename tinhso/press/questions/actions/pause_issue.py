from datetime import datetime

from django.db import transaction

from tinhso.casework.public import pause_case, resume_case
from tinhso.kernel.events.public import Actor
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue
from tinhso.press.questions.issue_process import ANSWER, VERIFY, check_step, pauses_on


@transaction.atomic
def pause_issue(*, issue: PressIssue, ver: int, reason: str, text: str, by: Actor, now: datetime) -> None:
    """The time stands still for a reason that the rules of the day list.

    Raises: NotYourTurn, Stale, WrongStep, EntryRefused, NoteRefused.
    """
    check_step(issue.case, VERIFY, ANSWER)
    if reason not in pauses_on(local(now).date()):
        raise EntryRefused("reason", "Lý do này không có trong quy định.")
    pause_case(case=issue.case, ver=ver, reason=reason, text=text, by=by, now=now)


@transaction.atomic
def resume_issue(*, issue: PressIssue, ver: int, by: Actor, now: datetime) -> None:
    """The reason is gone; the time goes on.

    Raises: NotYourTurn, Stale.
    """
    resume_case(case=issue.case, ver=ver, by=by, now=now)
