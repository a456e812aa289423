from datetime import date

from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Post, User
from tinhso.kernel.people.roles import Head
from tinhso.security.duties.permissions import check_can_answer_for, check_can_coordinate
from tinhso.security.models import FindingDecision, SecurityFinding
from tinhso.security.pages.refusals import SecurityForbidden


def check_can_decide_over(finding: SecurityFinding, by: Actor, *, on: date) -> None:
    """SecurityForbidden. Of a machine that nobody registered a coordinator alone decides."""
    if finding.agency_id is None:
        check_can_coordinate(by, on=on)
    else:
        check_can_answer_for(finding.agency_id, by, on=on)


def approvers_of(finding: SecurityFinding, *, on: date) -> "list[User]":
    """Who may accept a risk of the agency: its heads of that day."""
    if finding.agency_id is None:
        return []
    posts = Post.objects.on(on).with_role(Head.code).filter(agency_id=finding.agency_id, user__is_active=True)
    return [one.user for one in posts.select_related("user").order_by("user__full_name", "pk")[:50]]


def can_accept_risk(decision: FindingDecision, by: Actor) -> bool:
    """The person that was named, in a post of a head of the finding's agency, and never who proposed it."""
    return (
        by.is_officer
        and by.user_id is not None
        and by.user_id == decision.approver_id != decision.by_id
        and by.holds(Head)
        and by.agency_id == decision.finding.agency_id
    )


def check_can_accept_risk(decision: FindingDecision, by: Actor) -> None:
    """SecurityForbidden."""
    if not can_accept_risk(decision, by):
        raise SecurityForbidden(_("Chỉ người được nêu tên mới chấp nhận hoặc từ chối rủi ro này."))
