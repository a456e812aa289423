"""What would tell who the sender is in a text of theirs: known to the masker also where an account sent it."""

from datetime import datetime

from tinhso.citizen.reports.content import Contact
from tinhso.kernel.people.public import Person, User, owner_of
from tinhso.lib.language.identifying_words import OwnWords


def sender_words(person: Person | None, contact: Contact | None = None) -> OwnWords:
    """Name, phone, e-mail, identity number and home address of the person, of the account, and as typed. One query at
    most."""
    account = User.objects.filter(person=person).first() if person and person.pk else None
    names: list[str] = []
    values: list[str] = []
    if contact:
        names, values = [contact.name], [contact.phone, contact.email]
    if person:
        names.append(person.full_name)
        values += [person.phone, person.email, person.id_number]
    if account:
        names.append(account.full_name)
        values += [account.phone, account.email]
    return OwnWords(tuple(names), tuple(values), (person.address,) if person else ())


def known_person(person: Person, case_id: int, *, page: str, at: datetime) -> Person:
    """Whom the masker has to know: the account's person where this is a pseudonym, which is read into the access log."""
    return owner_of(person, purpose="masking", page=page, case_ids=[case_id], at=at) or person
