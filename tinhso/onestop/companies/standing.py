"""By what right somebody acts for a company on a day: what its pages, its dossiers and its desk ask."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from tinhso.casework.public import Case, seat_representative
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.applicants import Applicant, known_by, same_name
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Dossier
from tinhso.onestop.models.companies.company_delegation import CompanyDelegationQuerySet

OFFERED = CompanyDelegation.State.OFFERED


@dataclass(frozen=True)
class CompanyRight:
    """One company that somebody may file for now, and by what."""

    company: Person
    representative: CompanyRepresentative | None
    delegation: CompanyDelegation | None

    @property
    def key(self) -> str:
        """As a form names it."""
        return f"u{self.delegation.pk}" if self.delegation else f"d{self.representative.pk}"  # type: ignore[union-attr]


def rights_of(person_id: int | None, procedure_code: str, on: date) -> list[CompanyRight]:
    """The companies for which this person may file this procedure on that day, by name. Two queries."""
    if person_id is None:
        return []
    represented = CompanyRepresentative.objects.holding(on).filter(person=person_id).select_related("company")
    lent = CompanyDelegation.objects.holding(on).filter(employee=person_id).whole()
    found = [CompanyRight(one.company, one, None) for one in represented] + [
        CompanyRight(one.representative.company, None, one) for one in lent if one.covers(procedure_code)
    ]
    return sorted(found, key=lambda right: (right.company.full_name, right.key))


def named_in(delegation: CompanyDelegation) -> Person | None:
    """The employee; while only words name one, whoever is known by both number and name. One query at most."""
    if not delegation.employee_number:
        return delegation.employee
    name = delegation.employee.full_name
    return known_by(Applicant(Person.Kind.CITIZEN, delegation.employee_number, name))


def offers_to(person: Person) -> list[CompanyDelegation]:
    """What waits for this person's answer: under their number and name, or theirs since an earlier version. One query."""
    named = Q(employee_number=person.id_number) & ~Q(employee_number="")
    found = CompanyDelegation.objects.whole().filter(named | Q(employee=person), state=OFFERED)
    return [one for one in found.order_by("-offered_at", "pk") if is_offered_to(one, person)]


def is_offered_to(delegation: CompanyDelegation, person: Person) -> bool:
    words = delegation.employee
    named = delegation.employee_number == person.id_number and same_name(words.full_name, person.full_name)
    return words.pk == person.pk or bool(delegation.employee_number) and named


def delegations_of(representative: CompanyRepresentative) -> CompanyDelegationQuerySet:
    """Who acts for the company, or did, whichever of its representatives let them: open ones first."""
    found = CompanyDelegation.objects.whole().filter(representative__company=representative.company_id)
    return found.order_by("ended_at", "-offered_at", "-pk")


def seat_representatives(case: Case, on: date) -> None:
    """Whoever represents the company that this case is about takes part in it. One query, none for a citizen's case."""
    if case.person is None or case.person.kind != Person.Kind.ORGANISATION:
        return
    holding = CompanyRepresentative.objects.holding(on).filter(company=case.person_id)
    for person_id in holding.values_list("person_id", flat=True):
        seat_representative(case, person_id=person_id)


def representatives_to_tell(case: Case, on: date) -> list[Person]:
    """Who hears of a company's case beside who filed it. One query."""
    holding = CompanyRepresentative.objects.holding(on).filter(company=case.person_id)
    return [one.person for one in holding.exclude(person=case.submitter_id or 0).select_related("person")]


def dossiers_by(standing: Q) -> list[int]:
    """Cases whose submitter still sits there by such a consent. One query."""
    found = Dossier.objects.filter(standing, case__submitter__isnull=False)
    return list(found.values_list("pk", flat=True))
