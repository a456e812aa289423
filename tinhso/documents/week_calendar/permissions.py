"""Who drafts the weekly calendar of an agency (its clerk, its heads) and who approves it (a head)."""

from django.utils.translation import gettext as _

from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Head


def can_write_calendar(by: Actor) -> bool:
    return by.is_officer and by.agency_id is not None and (by.holds(Clerk) or by.holds(Head))


def check_can_write_calendar(by: Actor) -> int:
    """The agency whose calendar it is. DocumentsForbidden."""
    if not can_write_calendar(by) or by.agency_id is None:
        raise DocumentsForbidden(_("Lịch công tác do văn thư, lãnh đạo của cơ quan ghi."))
    return by.agency_id


def can_approve_calendar(by: Actor) -> bool:
    return by.is_officer and by.agency_id is not None and by.holds(Head)


def check_can_approve_calendar(by: Actor) -> int:
    """The agency whose calendar it is. DocumentsForbidden."""
    if not can_approve_calendar(by) or by.agency_id is None:
        raise DocumentsForbidden(_("Lịch công tác do lãnh đạo cơ quan duyệt."))
    return by.agency_id
