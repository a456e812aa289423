"""What of a person's cases stands in the way when an account is closed, and what stays by law."""

from django.db.models import Q

from tinhso.casework.models import Case
from tinhso.casework.models.states import FINAL, State
from tinhso.kernel.people.public import Person, own_persons

THROWN_AWAY = Q(state=State.WITHDRAWN, submitted_at=None)


def of_person(person: Person) -> Q:
    return Q(own_persons("person_id", person.pk)) | Q(submitter=person)


def open_things(person: Person) -> int:
    """Cases that an office works on, or that wait for the person. One query."""
    closed = [*FINAL, State.DRAFT]
    return Case.objects.filter(of_person(person)).exclude(state__in=closed).count()


def keeps(person: Person) -> bool:
    """Whether a case stays for its retention; a draft, and what was thrown away, does not. One query."""
    named = Q(person=person) | Q(submitter=person)  # what is under a pseudonym does not need the name to stay
    cases = Case.objects.filter(named).exclude(THROWN_AWAY)
    return cases.exclude(state=State.DRAFT).exists()
