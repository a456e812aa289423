"""The row by which somebody is said to represent a company, before a desk has decided."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tinhso.casework.public import Case
from tinhso.kernel.people.public import Person, User
from tinhso.onestop.dossier.applicants import AnotherName, company_named
from tinhso.onestop.models import CompanyRepresentative


class AlreadyRepresents(Exception):
    """This person is that company's representative already, or waits for a desk to confirm it."""


def enter_claim(
    company: Person, person: Person, *, title: str, paper: str, starts_on: date, now: datetime
) -> CompanyRepresentative:
    """The row of a claim. Raises: AlreadyRepresents."""
    try:
        with transaction.atomic():
            return CompanyRepresentative.objects.create(
                company=company,
                person=person,
                state=CompanyRepresentative.State.CLAIMED,
                title=title,
                paper=paper,
                starts_on=starts_on,
                claimed_at=now,
            )
    except IntegrityError as error:
        raise AlreadyRepresents(company.pk) from error


def company_on_papers(number: str, name: str) -> Person:
    """The organisation as the certificate names it: a name that nobody but citizens' claims brought gives way to the paper's, so that a
    false claim keeps no company out. Raises: AnotherName where the other name is known by more than that."""
    try:
        return company_named(number, name)
    except AnotherName:
        kind = Person.Kind.ORGANISATION
        company = Person.objects.select_for_update().get(kind=kind, id_number=number)
        if not _is_only_claimed(company):
            raise
        company.full_name = name
        company.save(update_fields=["full_name"])
        return company


def _is_only_claimed(company: Person) -> bool:
    unseen = [CompanyRepresentative.State.CLAIMED, CompanyRepresentative.State.REFUSED]
    rows = CompanyRepresentative.objects.filter(company=company)
    return (
        rows.exists()
        and not rows.exclude(state__in=unseen).exists()
        and not Case.objects.filter(person=company).exists()
        and not User.objects.filter(person=company).exists()
    )
