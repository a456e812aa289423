"""Whoever stands before a desk, or is named by somebody who files for them, as a person that is known or new."""

from dataclasses import dataclass
from datetime import date

from tinhso.kernel.people.public import Person


class AnotherName(Exception):
    """Somebody else is known under that number: nothing is entered under a number that was mistyped."""


class ForOneself(Exception):
    """Nobody files on behalf of themselves."""


@dataclass(frozen=True)
class Applicant:
    """Whoever stands before the desk, as their papers say."""

    kind: Person.Kind
    id_number: str
    full_name: str
    birth_date: date | None = None


def known_or_new(applicant: Applicant) -> Person:
    person, is_new = Person.objects.get_or_create(
        kind=applicant.kind,
        id_number=applicant.id_number,
        defaults={"full_name": applicant.full_name, "birth_date": applicant.birth_date},
    )
    if not is_new and not same_name(person.full_name, applicant.full_name):
        raise AnotherName(person.pk)
    return person


def same_name(known: str, typed: str) -> bool:
    return " ".join(known.split()).casefold() == " ".join(typed.split()).casefold()


def company_named(number: str, name: str) -> Person:
    """The organisation of that tax code. Raises: AnotherName where another name is known."""
    return known_or_new(Applicant(Person.Kind.ORGANISATION, number, name))
