from django.utils.translation import gettext as _

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import SecurityOfficer
from tinhso.security.models import AdvisoryTask
from tinhso.security.pages.refusals import SecurityForbidden


def can_answer_advisory(task: AdvisoryTask, by: Actor) -> bool:
    """The security officer of that agency alone: nobody else says that somebody there has read it."""
    return (
        by.is_officer
        and by.user_id is not None
        and by.holds(SecurityOfficer)
        and by.agency_id == task.agency_id
    )


def check_can_answer_advisory(task: AdvisoryTask, by: Actor) -> int:
    """The account that answers. SecurityForbidden."""
    if by.user_id is None or not can_answer_advisory(task, by):
        raise SecurityForbidden(_("Chỉ cán bộ an toàn thông tin của cơ quan nhận mới xác nhận và trả lời."))
    return by.user_id
