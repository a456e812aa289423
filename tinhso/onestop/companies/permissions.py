"""Who may say who represents a company, and who lets whom use its account."""

from datetime import date

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Person
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.onestop.companies.standing import is_offered_to
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative


def check_can_confirm(by: Actor) -> None:
    """NotYourTurn but for an officer at a desk."""
    if not (by.holds(DeskOfficer) and by.agency_id is not None):
        raise NotYourTurn


def check_is_another(person_id: int, by: Actor) -> None:
    """NotYourTurn for an officer who would confirm that they themselves represent a company."""
    if by.person_id == person_id:
        raise NotYourTurn(person_id)


def can_represent(representative: CompanyRepresentative, by: Actor, on: date) -> bool:
    """The representative themself, while a desk's confirmation holds."""
    return by.person_id is not None and by.person_id == representative.person_id and representative.holds(on)


def check_can_represent(representative: CompanyRepresentative, by: Actor, on: date) -> None:
    if not can_represent(representative, by, on):
        raise NotYourTurn(representative.pk)


def can_answer(delegation: CompanyDelegation, by: Actor) -> bool:
    """The employee: whoever has the number and the name that it was offered to. One query."""
    person = Person.objects.filter(pk=by.person_id or 0).first()
    return person is not None and is_offered_to(delegation, person)


def check_can_answer(delegation: CompanyDelegation, by: Actor) -> None:
    if not can_answer(delegation, by):
        raise NotYourTurn(delegation.pk)
