from datetime import datetime

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.people.models import Person, User
from tinhso.kernel.people.persons.claims import Identity
from tinhso.kernel.people.persons.events import PersonIdentified


@transaction.atomic
def identify_person(identity: Identity, *, now: datetime) -> User:
    """The account of the person that the provider vouches for, made at the first sign-in and kept up to date.

    The id number finds the person, also one whom a desk wrote down before; the name and birth date of the
    provider win. The level is that of this sign-in.
    """
    person, _ = Person.objects.select_for_update().get_or_create(
        kind=Person.Kind.CITIZEN, id_number=identity.id_number, defaults={"full_name": identity.full_name}
    )
    person.full_name = identity.full_name
    person.birth_date = identity.birth_date or person.birth_date
    person.phone = person.phone or identity.phone
    person.email = person.email or identity.email
    person.address = person.address or identity.address
    person.save()
    had = User.objects.filter(person=person).first()
    user = had or _new_account(person)
    user.full_name = identity.full_name
    known, user.identity_level = user.identity_level, identity.level
    user.save()
    if had is None or known != identity.level:
        event = PersonIdentified(person=person.pk, level=identity.level, user=user.pk)
        record(event, by=SYSTEM, at=now)
    return user


def _new_account(person: Person) -> User:
    """The user name says nothing of the person: it may stand in logs of other machines."""
    return User.objects.create_user(f"cong-dan-{person.pk}", full_name=person.full_name, person=person)
