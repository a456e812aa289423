"""Who writes an official correction and who publishes it: two persons of one agency."""

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import PressApprover, PressEditor, PressSpokesperson
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Clarification


def can_clarify(by: Actor) -> bool:
    """A press editor or the spokesperson writes for the agency."""
    return by.is_officer and (by.holds(PressEditor) or by.holds(PressSpokesperson))


def check_can_clarify(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_clarify(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Biên tập viên hoặc người phát ngôn của cơ quan soạn thông tin đính chính.")
    return by.user_id, by.agency_id


def can_note_clarification_letter(row: Clarification, by: Actor) -> bool:
    """Whoever writes for the agency notes by which letter it went to the competent body."""
    return can_clarify(by) and by.agency_id == row.agency_id


def can_publish_clarification(row: Clarification, by: Actor) -> bool:
    """The agency's approver or spokesperson, never whoever wrote it."""
    decides = by.holds(PressApprover) or by.holds(PressSpokesperson)
    return by.is_officer and decides and by.agency_id == row.agency_id and by.user_id != row.by_id


def check_can_publish_clarification(row: Clarification, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    if not can_publish_clarification(row, by) or by.user_id is None:
        raise PressForbidden(
            "Người duyệt đăng hoặc người phát ngôn của cơ quan, khác người soạn, đăng tin này."
        )
    return by.user_id


def can_withdraw_clarification(row: Clarification, by: Actor) -> bool:
    """The agency's approver or spokesperson, whoever wrote it."""
    decides = by.holds(PressApprover) or by.holds(PressSpokesperson)
    return by.is_officer and decides and by.agency_id == row.agency_id


def check_can_withdraw_clarification(row: Clarification, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_withdraw_clarification(row, by):
        raise PressForbidden("Người duyệt đăng hoặc người phát ngôn của cơ quan rút tin này.")
