from datetime import datetime

from django.db import transaction

from tinhso.casework.public import advance_case, check_can_act, direct_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, Post
from tinhso.kernel.people.roles import PressSpokesperson
from tinhso.kernel.site.public import EntryRefused
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue
from tinhso.press.questions.events import PressIssueAssigned
from tinhso.press.questions.issue_process import ASSIGN, check_step
from tinhso.press.questions.notices import notify_spokespersons


@transaction.atomic
def assign_issue(*, issue: PressIssue, ver: int, agency: Agency, by: Actor, now: datetime) -> None:
    """The agency that verifies and answers; its clock is the one that began with the intake. Its spokespersons are told.

    Raises: NotYourTurn, Stale, WrongStep, EntryRefused.
    """
    case = issue.case
    check_can_act(case, by)
    check_step(case, ASSIGN)
    posts = Post.objects.on(local(now).date()).with_role(PressSpokesperson.code)
    if not posts.filter(agency=agency).exists():
        raise EntryRefused("agency", "Cơ quan này chưa có người phát ngôn dùng hệ thống.")
    direct_case(case=case, ver=ver, agency=agency, place=None, title=case.title, by=by, now=now)
    advance_case(case=case, ver=case.ver, by=by, now=now)
    record(PressIssueAssigned(case_id=case.pk, agency_id=agency.pk), by=by, at=now)
    notify_spokespersons(issue, agency.pk, now=now)
