"""Who keeps an agency's register of outgoing documents (its clerk) and who reads it."""

from django.utils.translation import gettext as _

from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Administrator, Auditor, Clerk, Head


def can_keep_register(agency_id: int, by: Actor) -> bool:
    """The agency's clerk (văn thư), in the post of that day; the system for what it brings in."""
    return by.system or (by.is_officer and by.agency_id == agency_id and by.holds(Clerk))


def check_can_keep_register(agency_id: int, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_keep_register(agency_id, by):
        raise DocumentsForbidden(_("Số văn bản do văn thư của cơ quan cấp, giữ."))


def can_read_register(agency_id: int, by: Actor) -> bool:
    """The agency's clerk, its heads and its auditors."""
    return by.agency_id == agency_id and any(by.holds(role) for role in (Clerk, Head, Auditor))


def can_keep_recipients(by: Actor) -> bool:
    """Any agency's clerk, or an administrator: the list is one for all."""
    return by.is_officer and any(by.holds(role) for role in (Clerk, Administrator))


def check_can_keep_recipients(by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_keep_recipients(by):
        raise DocumentsForbidden(_("Danh sách nơi nhận ngoài tỉnh do văn thư hoặc quản trị ghi."))
