"""Who runs the channels of an agency, and who checks that pages are an agency's own."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import BroadcastOperator, Head, PressEditor
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import Broadcast, Channel
from tinhso.press.questions.permissions import can_enter_issue

RUNS = (BroadcastOperator, PressEditor, Head)


def can_run_channels(by: Actor) -> bool:
    """Those of the agency: its operator, its press editor, its head."""
    return by.is_officer and any(by.holds(role) for role in RUNS)


def check_can_run_channels(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_run_channels(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Người vận hành, biên tập viên hoặc thủ trưởng của cơ quan ghi kênh thông tin.")
    return by.user_id, by.agency_id


def check_runs(channel: Channel, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    user_id, agency_id = check_can_run_channels(by)
    if channel.agency_id != agency_id:
        raise PressForbidden("Kênh thông tin của cơ quan khác.")
    return user_id


def check_broadcasts(broadcast: Broadcast, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    return check_runs(broadcast.channel, by)


def can_approve(broadcast: Broadcast, by: Actor) -> bool:
    """Who answers for what the agency broadcasts, its head or press editor, but not who made it."""
    answers = by.is_officer and (by.holds(Head) or by.holds(PressEditor))
    return answers and by.agency_id == broadcast.channel.agency_id and by.user_id != broadcast.by_id


def check_can_approve(broadcast: Broadcast, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    if not can_approve(broadcast, by) or by.user_id is None:
        raise PressForbidden(
            "Thủ trưởng hoặc biên tập viên của cơ quan duyệt bản tin phát, không phải người đã soạn."
        )
    return by.user_id


def can_verify_channel(by: Actor, on: date) -> bool:
    """An editor of the agency that answers for the press that day."""
    return can_enter_issue(by, on)


def check_can_verify_channel(by: Actor, on: date) -> int:
    """The account. Raises: PressForbidden."""
    if not can_verify_channel(by, on) or by.user_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí xác minh trang của cơ quan.")
    return by.user_id
