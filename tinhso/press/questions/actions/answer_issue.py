from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_act, settle_case
from tinhso.kernel.events.public import Actor, Code, commit, record
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue
from tinhso.press.questions.events import PressIssueAnswered
from tinhso.press.questions.issue_process import ANSWER, check_step, words_of
from tinhso.press.spokespersons.legal_forms import checked_form


@transaction.atomic
def answer_issue(
    *, issue: PressIssue, ver: int, form: str, answer: str, measures: str, by: Actor, now: datetime
) -> None:
    """The agency answers in a legal form of the day; what an outlet reports is answered with the measures taken.

    Raises: NotYourTurn, Stale, WrongStep, EntryRefused.
    """
    check_can_act(issue.case, by)
    check_step(issue.case, ANSWER)
    issue.form = checked_form(form, local(now).date())
    issue.answer, issue.answered_at = words_of("answer", answer, least=3), now
    least = 0 if issue.is_asked else 3
    issue.measures = words_of("measures", measures, least=least)
    settle_case(case=issue.case, ver=ver, outcome="answered", promised=False, by=by, now=now)
    issue.save(update_fields=["form", "answer", "measures", "answered_at"])
    salt = bytes(issue.salt)
    event = PressIssueAnswered(
        case_id=issue.case_id,
        form=Code(issue.form),
        answer=commit(salt, issue.answer),
        measures=commit(salt, issue.measures) if issue.measures else None,
    )
    record(event, by=by, at=now)
