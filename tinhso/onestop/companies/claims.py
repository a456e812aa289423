"""The row by which somebody is said to represent a company, before a desk has decided."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from tinhso.kernel.people.public import Person
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
