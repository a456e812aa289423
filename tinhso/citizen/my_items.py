"""What this system holds of the signed-in person: reports, feedback, complaints, in one list."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from tinhso.casework.public import Case, State
from tinhso.citizen.reports.words import state_words
from tinhso.kernel.people.public import actor_for, own_persons
from tinhso.kernel.site.slots import MyItem

MOST = 20
PAGES = {"report": "report", "feedback": "my_feedback", "complaint": "my_complaint"}
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
