from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.persons.events import PersonErased
from tinhso.kernel.people.persons.pseudonyms import drop_pseudonym


class HasAccount(Exception):
    """Somebody signs in as this person: they keep their own profile."""


@transaction.atomic
def forget_person(*, person: Person, by: Actor, now: datetime) -> None:
    """Make a person nameless: number, name, reach and salt go; the row stays for what points to it.

    The system that calls has made sure that nothing kept is about this person any more.

    Raises: HasAccount.
    """
    if User.objects.filter(person=person).exists():
        raise HasAccount(person.pk)
    nothing = dict.fromkeys(("full_name", "id_number", "phone", "email", "address"), "")
    Person.objects.filter(pk=person.pk).update(**nothing, birth_date=None, unit=None, salt=b"", erased_at=now)
    drop_pseudonym(person_id=person.pk)
    record(PersonErased(person=person.pk), by=by, at=now)
