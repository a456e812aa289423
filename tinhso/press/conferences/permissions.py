"""Who holds the press conferences of an agency."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import PressConference


def can_hold_conference(by: Actor) -> bool:
    """The agency's spokesperson or press editor."""
    return by.is_officer and (by.holds(PressSpokesperson) or by.holds(PressEditor))


def check_can_hold_conference(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_hold_conference(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Người phát ngôn hoặc biên tập viên của cơ quan tổ chức họp báo.")
    return by.user_id, by.agency_id


def check_holds(conference: PressConference, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    user_id, agency_id = check_can_hold_conference(by)
    if conference.agency_id != agency_id:
        raise PressForbidden("Họp báo của cơ quan khác.")
    return user_id
