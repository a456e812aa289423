"""Who enters what the press reports, and who turns to an outlet. All other deeds are of whoever has the turn (casework)."""

from datetime import date

from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import PressEditor, PressSpokesperson
from tinhso.press.articles.permissions import PressForbidden
from tinhso.press.models import PressIssue, PressLetter
from tinhso.press.questions.issue_process import NoFocalAgency, focal_agency


def can_enter_issue(by: Actor, on: date) -> bool:
    """A press editor of the agency that takes in what the press reports that day."""
    if not by.is_officer or not by.holds(PressEditor):
        return False
    try:
        return by.agency_id == focal_agency(on).pk
    except NoFocalAgency:
        return False


def check_can_enter_issue(by: Actor, on: date) -> None:
    """Raises: PressForbidden."""
    if not can_enter_issue(by, on):
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí ghi nội dung báo nêu.")


def can_correct_outlet(issue: PressIssue, by: Actor) -> bool:
    """A press editor of the desk of the issue asks an outlet to correct, and notes what came of it."""
    return by.is_officer and by.holds(PressEditor) and by.agency_id == issue.case.desk_id


def check_can_correct_outlet(issue: PressIssue, by: Actor) -> None:
    """Raises: PressForbidden."""
    if not can_correct_outlet(issue, by):
        raise PressForbidden("Biên tập viên của cơ quan đầu mối báo chí yêu cầu cải chính.")


def can_note_issue_letter(issue: PressIssue, by: Actor) -> bool:
    """Who turns to outlets, and the spokesperson of the agency that checks it, for the letter of its result."""
    speaks = by.is_officer and by.holds(PressSpokesperson)
    return can_correct_outlet(issue, by) or (speaks and by.agency_id == issue.case.agency_id)


def can_remove_issue_letter(letter: PressLetter, issue: PressIssue, by: Actor) -> bool:
    """The desk any that was noted by mistake, the agency that checks what its officer noted alone."""
    return can_correct_outlet(issue, by) or (letter.by_id == by.user_id and can_note_issue_letter(issue, by))
