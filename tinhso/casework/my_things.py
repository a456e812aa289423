"""What a person has under way or finished, over all systems, and what of it stays when the account goes."""

from collections.abc import Sequence

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from tinhso.casework.kind import kind_of
from tinhso.casework.models import Case
from tinhso.casework.states import FINAL, State
from tinhso.kernel.people.public import Person, actor_for
from tinhso.kernel.site.slots import MyItem

MOST = 20
TONES = {State.WAITING_CITIZEN: "soon", State.DONE: "ok", State.REFUSED: "late"}
THROWN_AWAY = Q(state=State.WITHDRAWN, submitted_at=None)


def my_items(request: HttpRequest) -> Sequence[MyItem]:
    """The newest cases of the signed-in person that have a page for them. Two queries."""
    actor = actor_for(request)
    mine = Case.objects.visible_to(actor).filter(person_id=actor.person_id or 0).exclude(THROWN_AWAY)
    found = [item_of(case) for case in mine.order_by("-opened_at", "-pk")[:MOST]]
    return [item for item in found if item.url]


def item_of(case: Case) -> MyItem:
    kind, state = kind_of(case.kind), State(case.state)
    try:
        url = reverse(kind.citizen_url_name, args=[case.code]) if kind.citizen_url_name else ""
    except NoReverseMatch:
        url = ""
    title = str(kind.label) if kind.confidential else case.title
    due = None if case.settled_at else case.due_at
    return MyItem(title, url, state.label, TONES.get(state, ""), due, case.code)


def of_person(person: Person) -> Q:
    return Q(person=person) | Q(submitter=person)


def open_things(person: Person) -> int:
    """Cases that an office works on, or that wait for the person. One query."""
    closed = [*FINAL, State.DRAFT]
    return Case.objects.filter(of_person(person)).exclude(state__in=closed).count()


def keeps(person: Person) -> bool:
    """Whether a case stays for its retention; a draft, and what was thrown away, does not. One query."""
    cases = Case.objects.filter(of_person(person)).exclude(THROWN_AWAY)
    return cases.exclude(state=State.DRAFT).exists()
