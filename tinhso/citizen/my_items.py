"""What this system holds of the signed-in person: reports, feedback, complaints, requests for information, in one list."""

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from tinhso.casework.public import Case, State
from tinhso.citizen.reports.words import state_words
from tinhso.kernel.people.public import actor_for, own_persons
from tinhso.kernel.site import clock
from tinhso.kernel.site.slots import MyItem, MyTask
from tinhso.lib.dates import vn_day_and_hour

MOST = 20
SHOWN_AFTER = timedelta(days=7)
"""How long the home page still tells of an answer."""
PAGES = {
    "report": "report",
    "feedback": "my_feedback",
    "complaint": "my_complaint",
    "information_request": "my_information_request",
}
TONES = {State.WAITING_CITIZEN: "soon", State.DONE: "ok", State.REFUSED: "late"}


def read(request: HttpRequest) -> Sequence[MyItem]:
    """The newest of them; a complaint says nothing of what it is about. One query."""
    actor = actor_for(request)
    visible = Case.objects.visible_to(actor)
    mine = visible.filter(own_persons("person_id", actor.person_id), kind__in=PAGES)
    mine = mine.select_related("report")
    return [item_of(case) for case in mine.exclude(submitted_at=None).order_by("-opened_at", "-pk")[:MOST]]


def item_of(case: Case) -> MyItem:
    state = State(case.state)
    due = None if case.settled_at or case.is_final else case.due_at
    url = reverse(PAGES[case.kind], args=[case.code])
    words, tone = str(state.label), TONES.get(state, "")
    if case.kind == "report":
        words, tone = state_words(state, merged=case.report.merged_into_id is not None)
    return MyItem(case.title, url, words, tone, due, case.code)


def tasks(request: HttpRequest) -> Sequence[MyTask]:
    """What each open report or letter of mine wants of me, or who has it; those answered these days too. One query."""
    actor, now = actor_for(request), clock.now()
    if actor.person_id is None:
        return []
    fresh = Q(finished_at=None) | Q(finished_at__gt=now - SHOWN_AFTER)
    mine = Case.objects.visible_to(actor).filter(
        own_persons("person_id", actor.person_id), fresh, kind__in=PAGES
    )
    found = mine.exclude(submitted_at=None).select_related("report").order_by("-opened_at", "-pk")[:MOST]
    return [task_of(case) for case in found]


def task_of(case: Case) -> MyTask:
    item, state = item_of(case), State(case.state)
    if state == State.WAITING_CITIZEN:
        words = gettext("Trả lời câu hỏi của cơ quan")
        return MyTask(words, item.title, item.url, gettext("Trả lời"), mine=True, due_at=item.due_at)
    if case.is_final:
        return MyTask(gettext("Cơ quan đã trả lời"), item.title, item.url, gettext("Xem trả lời"), mine=True)
    due = vn_day_and_hour(item.due_at)
    about = (
        gettext("%(name)s · trả lời trước %(due)s.") % {"name": item.title, "due": due}
        if due
        else f"{item.title}."
    )
    return MyTask(item.status, about, item.url, gettext("Xem"), due_at=item.due_at)
