"""Who plans what the agency tells people, who approves it, who sends guidance and who confirms to have read it."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import (
    BroadcastOperator,
    Clerk,
    Head,
    PressApprover,
    PressEditor,
    PressSpokesperson,
)
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import CommunicationPlan
from tinhso.press.questions.permissions import can_enter_issue

READS = (Head, PressSpokesperson, PressEditor, PressApprover, BroadcastOperator, Clerk)


def can_plan(by: Actor) -> bool:
    """The agency's press editor writes its plans, agenda and tasks."""
    return by.is_officer and by.holds(PressEditor)


def check_can_plan(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_plan(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Biên tập viên của cơ quan lập kế hoạch truyền thông.")
    return by.user_id, by.agency_id


def check_plans_for(agency_id: int, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    user_id, mine = check_can_plan(by)
    if mine != agency_id:
        raise PressForbidden("Kế hoạch của cơ quan khác.")
    return user_id


def can_approve_plan(plan: CommunicationPlan, by: Actor) -> bool:
    """The agency's head or approver, never whoever wrote it."""
    decides = by.holds(Head) or by.holds(PressApprover)
    return by.is_officer and decides and by.agency_id == plan.agency_id and by.user_id != plan.by_id


def check_can_approve_plan(plan: CommunicationPlan, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    if not can_approve_plan(plan, by) or by.user_id is None:
        raise PressForbidden("Thủ trưởng hoặc người duyệt đăng của cơ quan, khác người lập, duyệt kế hoạch.")
    return by.user_id


def can_guide(by: Actor, on: date) -> bool:
    """An editor of the agency that answers for the press that day sends guidance to others."""
    return can_enter_issue(by, on)


def check_can_guide(by: Actor, on: date) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_guide(by, on) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí gửi hướng dẫn tuyên truyền.")
    return by.user_id, by.agency_id


def can_confirm_guidance(by: Actor) -> bool:
    """Whoever leads, speaks, edits, runs channels or registers papers at the agency that it was sent to."""
    return by.is_officer and any(by.holds(role) for role in READS)


def check_can_confirm_guidance(by: Actor) -> tuple[int, int]:
    """The ids of account and agency. Raises: PressForbidden."""
    if not can_confirm_guidance(by) or by.user_id is None or by.agency_id is None:
        raise PressForbidden("Người của cơ quan nhận hướng dẫn xác nhận đã đọc.")
    return by.user_id, by.agency_id
