from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, check_can_act
from tinhso.kernel.events.public import Actor, commit, record
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import PressIssue
from tinhso.press.questions.events import PressIssueVerified
from tinhso.press.questions.issue_process import VERIFY, check_step, words_of


@transaction.atomic
def verify_issue(*, issue: PressIssue, ver: int, finding: str, by: Actor, now: datetime) -> None:
    """What the agency found to be true of it; what an outlet reports needs a piece of evidence.

    Raises: NotYourTurn, Stale, WrongStep, EntryRefused.
    """
    check_can_act(issue.case, by)
    check_step(issue.case, VERIFY)
    issue.finding, issue.verified_at = words_of("finding", finding, least=3), now
    files = issue.files.count()
    if not files and not issue.is_asked:
        raise EntryRefused(
            "finding", "Chưa có tệp chứng cứ nào. Ông/bà thêm chứng cứ rồi ghi kết quả xác minh."
        )
    advance_case(case=issue.case, ver=ver, by=by, now=now)
    issue.save(update_fields=["finding", "verified_at"])
    finding_hash = commit(bytes(issue.salt), issue.finding)
    record(PressIssueVerified(case_id=issue.case_id, finding=finding_hash, files=files), by=by, at=now)
