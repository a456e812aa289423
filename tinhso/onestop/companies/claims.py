"""The row by which somebody is said to represent a company, before a desk has decided."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.people.public import Person
from tinhso.onestop.models import CompanyRepresentative


class AlreadyRepresents(Exception):
    """This person is that company's representative already, or waits for a desk to confirm it."""


def enter_claim(
    company: Person,
    person: Person,
    *,
    title: str,
    paper: str,
    starts_on: date,
    now: datetime,
    company_number: str = "",
) -> CompanyRepresentative:
    """The row of a claim; with `company_number` the company is a row of words. Raises: AlreadyRepresents."""
    try:
        with transaction.atomic():
            return CompanyRepresentative.objects.create(
                company=company,
                company_number=company_number,
                person=person,
                state=CompanyRepresentative.State.CLAIMED,
                title=title,
                paper=paper,
                starts_on=starts_on,
                claimed_at=now,
            )
    except IntegrityError as error:
        raise AlreadyRepresents(company.pk) from error


def save_confirmed(found: CompanyRepresentative) -> None:
    """The row of a claim that a desk confirmed. Raises: AlreadyRepresents where another row says the same of this person."""
    try:
        with transaction.atomic():
            found.save()
    except IntegrityError as error:
        raise AlreadyRepresents(found.company_id) from error
