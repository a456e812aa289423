from datetime import datetime

from django.db import transaction

from tinhso.casework.public import AlreadySettled, check_can_act, refuse_case
from tinhso.kernel.events.public import Actor, Code, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue
from tinhso.press.questions.events import PressIssueRefused
from tinhso.press.questions.issue_process import grounds_on, words_of


@transaction.atomic
def refuse_issue(*, issue: PressIssue, ver: int, ground: str, reason: str, by: Actor, now: datetime) -> None:
    """Not answered: on a ground that the rules of the day list, with words to whoever asked. No other ground counts.

    Raises: NotYourTurn, Stale, AlreadySettled, EntryRefused.
    """
    case = issue.case
    check_can_act(case, by)
    if case.settled_at is not None:
        raise AlreadySettled(case.pk)
    known = grounds_on(local(now).date())
    if ground not in known:
        raise EntryRefused(
            "ground", "Chỉ từ chối vì lý do pháp luật liệt kê; chọn một lý do trong danh sách."
        )
    issue.refusal, issue.refusal_text, issue.answered_at = ground, words_of("reason", reason, least=3), now
    refuse_case(case=case, ver=ver, text=f"{known[ground]}. {issue.refusal_text}", by=by, now=now)
    issue.save(update_fields=["refusal", "refusal_text", "answered_at"])
    record(PressIssueRefused(case_id=case.pk, ground=Code(ground)), by=by, at=now)
