"""Who learns that an issue was assigned: the spokespersons of the agency that answers, by the code alone."""

from datetime import datetime

from django.urls import reverse

from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import PressSpokesperson
from tinhso.lib.dates import local
from tinhso.press.models import PressIssue

TOPIC = "press.issue"
MOST = 20


def notify_spokespersons(issue: PressIssue, agency_id: int, *, now: datetime) -> None:
    """Two queries and a notice to each; of one version of the case once."""
    posts = Post.objects.on(local(now).date()).with_role(PressSpokesperson.code).filter(agency_id=agency_id)
    for user in User.objects.filter(pk__in=posts.values("user"), is_active=True).order_by("pk")[:MOST]:
        notify(
            to=user,
            topic=TOPIC,
            template="press.issue_assigned",
            params={"code": issue.case.code},
            now=now,
            key=f"press_issue:{issue.pk}:{issue.case.ver}:{user.pk}",
            case_id=issue.pk,
            path=reverse("press_issue", args=[issue.case.code]),
        )
