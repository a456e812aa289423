"""Whoever stands before a desk, or is named by somebody who files for them, as a person that is known or new."""

from dataclasses import dataclass
from datetime import date
from unicodedata import normalize

from tinhso.casework.public import Case
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.models import CompanyRepresentative, Dossier, StoreEntry


class AnotherName(Exception):
    """Somebody else is known under that number: nothing is entered under a number that was mistyped."""


class ForOneself(Exception):
    """Nobody files on behalf of themselves."""


@dataclass(frozen=True)
class Applicant:
    """Whoever stands before the desk, as their papers say; or as somebody names them who files for them."""

    kind: Person.Kind
    id_number: str
    full_name: str
    birth_date: date | None = None


def known_or_new(applicant: Applicant) -> Person:
    """The person under that number, for whoever has papers before them. A name that nobody but words brought gives way to the papers'.
    Raises: AnotherName."""
    person, is_new = Person.objects.get_or_create(
        kind=applicant.kind,
        id_number=applicant.id_number,
        defaults={"full_name": applicant.full_name, "birth_date": applicant.birth_date},
    )
    if is_new or same_name(person.full_name, applicant.full_name):
        return person
    row = Person.objects.select_for_update().get(pk=person.pk)
    if not is_unproved(row):
        raise AnotherName(person.pk)
    row.full_name, row.birth_date = applicant.full_name, applicant.birth_date or row.birth_date
    row.save(update_fields=["full_name", "birth_date"])
    return row


def named_person(applicant: Applicant) -> Person:
    """Somebody whom only words name: a row without a number, which belongs to whoever it is proved to be."""
    return Person.objects.create(
        kind=applicant.kind, full_name=applicant.full_name, birth_date=applicant.birth_date
    )


def known_by(applicant: Applicant) -> Person | None:
    """Whoever has that number and that name. One query."""
    person = Person.objects.filter(kind=applicant.kind, id_number=applicant.id_number).first()
    return person if person and same_name(person.full_name, applicant.full_name) else None


def is_named_only(dossier: Dossier) -> bool:
    """Nothing but the submitter's words says who the dossier is for. Without a query where the case came with its people."""
    person = dossier.case.person
    return person is not None and not person.id_number and bool(dossier.applicant_id_number)


def known_under(dossier: Dossier) -> Person | None:
    """Whoever has the number that the dossier names."""
    kind = dossier.case.person.kind if dossier.case.person else ""
    return Person.objects.filter(kind=kind, id_number=dossier.applicant_id_number).first()


def known_as(dossier: Dossier) -> Person | None:
    """Whoever has the number and the name that the dossier names."""
    person = known_under(dossier)
    return person if person and same_name(person.full_name, dossier.applicant_name) else None


def is_unproved(person: Person) -> bool:
    """No account, no dossier that was handed in, no paper, no standing that a desk saw: only somebody's words made this row."""
    waiting = [CompanyRepresentative.State.CLAIMED, CompanyRepresentative.State.REFUSED]
    standing = CompanyRepresentative.objects.exclude(state__in=waiting)
    return not (
        User.objects.filter(person=person).exists()
        or Case.objects.filter(person=person, submitted_at__isnull=False).exists()
        or Case.objects.filter(submitter=person).exists()
        or StoreEntry.objects.filter(person=person).exists()
        or standing.filter(company=person).exists()
        or standing.filter(person=person).exists()
    )


def same_name(known: str, typed: str) -> bool:
    first, second = (" ".join(normalize("NFC", name).split()).casefold() for name in (known, typed))
    return first == second


def company_named(number: str, name: str) -> Person:
    """The organisation of that tax code. Raises: AnotherName where another name is known."""
    return known_or_new(Applicant(Person.Kind.ORGANISATION, number, name))
