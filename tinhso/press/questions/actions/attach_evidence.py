from datetime import datetime

from django.db import transaction

from tinhso.casework.public import check_can_act
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.files.public import StoredFile, claim_files
from tinhso.kernel.site.public import EntryRefused
from tinhso.press.models import IssueFile, PressIssue
from tinhso.press.questions.events import IssueFileAttached
from tinhso.press.questions.issue_process import VERIFY, check_step

MOST = 20


@transaction.atomic
def attach_evidence(*, issue: PressIssue, file: StoredFile, name: str, by: Actor, now: datetime) -> IssueFile:
    """Lay a file that shows what was found beside the issue, while it is verified.

    Raises: NotYourTurn, WrongStep, EntryRefused.
    """
    check_can_act(issue.case, by)
    check_step(issue.case, VERIFY)
    if issue.files.count() >= MOST:
        raise EntryRefused("file", f"Một vấn đề có nhiều nhất {MOST} tệp chứng cứ.")
    claim_files([file.pk], by=by, now=now)
    found = IssueFile.objects.create(
        issue=issue, file=file, name=name.strip()[:200] or file.name[:200], at=now
    )
    record(IssueFileAttached(case_id=issue.case_id, file_id=found.pk), by=by, at=now)
    return found
