"""Who notes letters: whoever may for an issue, or for an official correction."""

from tinhso.kernel.events.public import Actor
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.clarifications.permissions import can_note_clarification_letter
from tinhso.press.models import Clarification, PressIssue, PressLetter
from tinhso.press.questions.permissions import can_note_issue_letter, can_remove_issue_letter


def can_note_letter(of: PressIssue | Clarification, by: Actor) -> bool:
    if isinstance(of, Clarification):
        return can_note_clarification_letter(of, by)
    return can_note_issue_letter(of, by)


def can_remove_letter(letter: PressLetter, of: PressIssue | Clarification, by: Actor) -> bool:
    if isinstance(of, Clarification):
        return can_note_clarification_letter(of, by)
    return can_remove_issue_letter(letter, of, by)


def check_can_note_letter(of: PressIssue | Clarification, by: Actor) -> int:
    """The account. Raises: PressForbidden."""
    if not can_note_letter(of, by) or by.user_id is None:
        raise PressForbidden("Biên tập viên của cơ quan đầu mối hoặc cơ quan được giao ghi công văn.")
    return by.user_id


def check_can_remove_letter(letter: PressLetter, of: PressIssue | Clarification, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_remove_letter(letter, of, by):
        raise PressForbidden("Cơ quan đầu mối, hoặc chính người đã ghi, bỏ công văn ghi nhầm.")
