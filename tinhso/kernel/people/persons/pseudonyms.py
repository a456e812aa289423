"""Who stands behind a nameless person of a case. The one place that reads the guarded row `Pseudonym`.

A report of a problem, and whatever came of it, names a pseudonym: no row, event, job or notice leads from it to an account.
The way there is `owner_of`, which writes into the access log. The way back, from an account to what is its own, needs the
account itself: `own_persons` for queries, `stands_for` for one person.
"""

from collections.abc import Sequence
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, IntegerField, QuerySet, Value

from tinhso.kernel.events.public import SYSTEM, Actor, log_access
from tinhso.kernel.people.models import Person, Pseudonym, User


def pseudonym_of(person: Person) -> Person:
    """Who goes into a case for this person: a new nameless one for whoever has an account, everybody else themselves."""
    if not User.objects.filter(person=person).exists():
        return person
    nameless = Person.objects.create(kind=person.kind)
    Pseudonym.objects.create(person=nameless, owner=person)
    return nameless


def owner_of(
    person: Person,
    *,
    purpose: str,
    page: str,
    case_ids: Sequence[int],
    at: datetime,
    by: Actor = SYSTEM,
) -> Person | None:
    """Who stands behind a pseudonym, into the access log; None, unlogged, for everybody who is none."""
    if not is_nameless(person):
        return None
    found = Pseudonym.objects.filter(person=person).select_related("owner").first()
    if found is None:
        return None
    log_access(by=by, purpose=purpose, page=page, case_ids=case_ids, at=at)
    return found.owner


def is_nameless(person: Person) -> bool:
    """Nothing is known of this person, so that it may be a pseudonym; without a query."""
    return not (person.full_name or person.phone or person.email or person.id_number or person.erased_at)


class _IsOneOf(Func):
    """`column = any(array)`: an index of the column answers it, which an `in` with a subquery beside others forbids."""

    template = "%(expressions)s)"
    arg_joiner = " = any("
    output_field = BooleanField()


def own_persons(field: str, person_id: int | None) -> Func:
    """The condition that the column `field` (such as `case__person_id`) names this person or a pseudonym of theirs."""
    whose = person_id or 0
    hidden = ArraySubquery(Pseudonym.objects.filter(owner_id=whose).values("person_id"))
    both = Func(hidden, Value(whose), function="array_append", output_field=IntegerField())
    return _IsOneOf(F(field), both)


def stands_for(person_id: int | None, owner_id: int | None) -> bool:
    """Whether that person is the owner, or a pseudonym of the owner. One query at most."""
    if person_id is None or owner_id is None:
        return False
    return person_id == owner_id or Pseudonym.objects.filter(person=person_id, owner=owner_id).exists()


def has_account(person: Person | None) -> bool:
    """Whether an account stands behind this person, under a pseudonym or not; whose is not told. One query at most."""
    if person is None or person.erased_at is not None:
        return False
    if is_nameless(person):
        return Pseudonym.objects.filter(person=person).exists()
    return User.objects.filter(person=person).exists()


def drop_pseudonyms(*, owner_id: int) -> None:
    """The account is closed: nobody stands behind its pseudonyms any more."""
    Pseudonym.objects.filter(owner=owner_id).delete()


def left_pseudonyms() -> QuerySet[Person]:
    """Nameless persons behind whom nobody stands any more."""
    nameless = Person.objects.filter(full_name="", phone="", email="", id_number="", erased_at=None)
    return nameless.exclude(pk__in=Pseudonym.objects.values("person_id"))


def drop_pseudonym(*, person_id: int) -> None:
    """What it stood in was erased."""
    Pseudonym.objects.filter(person=person_id).delete()
