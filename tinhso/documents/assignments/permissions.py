"""Who gives tasks, follows and decides on them: leaders and clerk of the giver. Whose turn one is, says its case."""

from datetime import datetime

from django.utils.translation import gettext as _

from tinhso.casework.public import NotYourTurn, Stale, check_can_act
from tinhso.documents.assignments.way import OPEN_STEPS, UNFINISHED
from tinhso.documents.models import Assignment, AssignmentSupport
from tinhso.documents.pages.refusals import DocumentsForbidden
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import Clerk, Examiner, Head
from tinhso.kernel.site.public import EntryRefused


def can_give(by: Actor) -> bool:
    """A leader of an agency, or its clerk who writes down what a leader decided."""
    return by.is_officer and by.agency_id is not None and (by.holds(Head) or by.holds(Clerk))


def check_can_give(by: Actor) -> int:
    """The agency for which the actor gives. DocumentsForbidden."""
    if not can_give(by) or by.agency_id is None:
        raise DocumentsForbidden(_("Lãnh đạo hoặc văn thư của cơ quan giao nhiệm vụ."))
    return by.agency_id


def can_follow(assignment: Assignment, by: Actor) -> bool:
    """The giver's leaders and clerk, until the task is done."""
    return can_give(by) and by.agency_id == assignment.giver_id and assignment.case.step in OPEN_STEPS


def check_can_follow(assignment: Assignment, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_follow(assignment, by) or assignment.case.is_final:
        raise DocumentsForbidden(_("Lãnh đạo, văn thư của cơ quan giao theo dõi nhiệm vụ đang mở."))


def can_decide(assignment: Assignment, by: Actor) -> bool:
    """A leader of the giver decides whether a later day is granted, while the agency is at the task."""
    leads = by.is_officer and by.holds(Head) and by.agency_id == assignment.giver_id
    return leads and assignment.case.step in UNFINISHED and not assignment.case.is_final


def check_can_decide(assignment: Assignment, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_decide(assignment, by):
        raise DocumentsForbidden(_("Lãnh đạo cơ quan giao nhiệm vụ quyết định việc gia hạn."))


def past_due(assignment: Assignment, now: datetime) -> bool:
    return assignment.case.due_at is not None and now > assignment.case.due_at


def check_not_past_due(assignment: Assignment, now: datetime) -> None:
    """What is late stays late: a later day is asked for and granted before the due moment. EntryRefused."""
    if past_due(assignment, now):
        words = _("Nhiệm vụ đã quá hạn: không gia hạn được nữa, ghi lý do để báo cáo kết quả muộn.")
        raise EntryRefused("", words)


def can_report(assignment: Assignment, by: Actor) -> bool:
    """Progress, a later day, documents: whoever leads the agency that carries it out, or the officer named for it."""
    if not by.is_officer or by.agency_id != assignment.case.agency_id or assignment.case.is_final:
        return False
    if assignment.case.step not in UNFINISHED:
        return False
    named = by.holds(Examiner) and assignment.case.officer_id in (by.user_id, *by.covers)
    return by.holds(Head) or named


def check_can_report(assignment: Assignment, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_report(assignment, by):
        raise DocumentsForbidden(
            _("Người thực hiện hoặc lãnh đạo cơ quan thực hiện báo cáo nhiệm vụ đang mở.")
        )


def can_support(assignment: Assignment, by: Actor) -> bool:
    """Leaders and officials of a supporting agency, until the task is done."""
    if not by.is_officer or assignment.case.is_final or not (by.holds(Head) or by.holds(Examiner)):
        return False
    return AssignmentSupport.objects.filter(assignment=assignment, agency=by.agency_id or 0).exists()


def check_can_support(assignment: Assignment, by: Actor) -> None:
    """DocumentsForbidden."""
    if not can_support(assignment, by):
        raise DocumentsForbidden(_("Cơ quan phối hợp ghi ý kiến cho nhiệm vụ đang mở."))


def check_turn(assignment: Assignment, step: str, ver: int, by: Actor) -> None:
    """The task is as the page showed it and waits for this officer at this step. Stale, NotYourTurn."""
    if assignment.case.ver != ver:
        raise Stale(assignment.pk)
    check_can_act(assignment.case, by)
    if assignment.case.step != step:
        raise NotYourTurn(assignment.pk)
