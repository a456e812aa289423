"""Who may say who represents a company, and who lets whom use its account."""

from datetime import date

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.roles import DeskOfficer
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


def check_can_answer(delegation: CompanyDelegation, by: Actor) -> None:
    """NotYourTurn but for the employee whom it was offered."""
    if by.person_id is None or by.person_id != delegation.employee_id:
        raise NotYourTurn(delegation.pk)
