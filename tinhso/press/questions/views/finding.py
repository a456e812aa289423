"""The issue of an address, for who may see it, and the deeds that are open to this officer."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from tinhso.casework.public import State, can_act
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import actor_for
from tinhso.press.models import PressIssue
from tinhso.press.questions.issue_process import ANSWER, ASSIGN, PUBLISH, VERIFY

WAYS = ["GET", "HEAD", "POST"]
DEEDS_AT = {
    ASSIGN: ("giao", "tu-choi"),
    VERIFY: ("xac-minh", "tam-dung", "chuyen-lai", "tu-choi"),
    ANSWER: ("tra-loi", "tam-dung", "tu-choi"),
    PUBLISH: ("dang", "ket-thuc"),
}


def issue_of(request: HttpRequest, code: str) -> PressIssue:
    """Http404 for what this officer does not see."""
    rows = PressIssue.objects.visible_to(actor_for(request))
    related = rows.select_related("case__agency", "case__desk", "case__process", "article", "request")
    return get_object_or_404(related, case__code=code)


def open_deeds(issue: PressIssue, by: Actor) -> tuple[str, ...]:
    """What this officer may do now, the expected deed first. One query at most."""
    case = issue.case
    if case.state not in (State.IN_PROGRESS, State.PAUSED) or not can_act(case, by):
        return ()
    return ("chay-tiep", "tu-choi") if case.state == State.PAUSED else DEEDS_AT.get(case.step, ())
