from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.claims import AlreadyRepresents, enter_claim
from tinhso.onestop.companies.events import RepresentationClaimed
from tinhso.onestop.companies.limits import claim_identity_level
from tinhso.onestop.dossier.applicants import Applicant, named_person
from tinhso.onestop.models import CompanyRepresentative

MOST_CLAIMS = 10
"""Claims of one person that wait for a desk at once."""


class TooManyClaims(Exception):
    """So many claims of this person wait that a desk has to see papers first."""


class IdentityTooLow(Exception):
    """The account is not identified at the level that the rule of the day asks for; `needed` is that level."""

    def __init__(self, needed: int) -> None:
        super().__init__(needed)
        self.needed = needed


class DayInFuture(ValueError):
    """Nobody represents a company by a day that has not come."""


@transaction.atomic
def claim_representation(
    *, number: str, name: str, title: str, paper: str, starts_on: date, by: Actor, now: datetime
) -> CompanyRepresentative:
    """A citizen says that they represent the company of this tax code. It gives no right until a desk has seen the papers, and
    binds nothing until then: what the number is known by is neither changed nor told.

    Raises: NotYourTurn for an account without a person, IdentityTooLow, AlreadyRepresents, TooManyClaims, DayInFuture.
    """
    if by.person_id is None:
        raise NotYourTurn
    today = now.astimezone(HANOI).date()
    if by.identity_level < (needed := claim_identity_level(today)):
        raise IdentityTooLow(needed)
    if starts_on > today:
        raise DayInFuture(starts_on)
    person = Person.objects.select_for_update().get(pk=by.person_id)
    waiting = CompanyRepresentative.objects.filter(person=person, state=CompanyRepresentative.State.CLAIMED)
    if waiting.count() >= MOST_CLAIMS:
        raise TooManyClaims(person.pk)
    mine = CompanyRepresentative.objects.standing().filter(person=person)
    if mine.filter(Q(company_number=number) | Q(company_number="", company__id_number=number)).exists():
        raise AlreadyRepresents(number)
    company = named_person(Applicant(Person.Kind.ORGANISATION, number, name))
    found = enter_claim(
        company, person, title=title, paper=paper, starts_on=starts_on, now=now, company_number=number
    )
    record(RepresentationClaimed(representative_id=found.pk, company_id=company.pk), by=by, at=now)
    return found
