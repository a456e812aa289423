"""By the clock: what has run out ends, claims that nobody brought papers for, rows that were long enough here."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.casework.public import Case, State, seat_in_cases_of
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.people.public import Person, User, forget_person
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.actions.confirm_representative import refuse_representative
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.limits import claim_days, keep_days
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, StoreEntry


def close_overdue(*, now: datetime) -> int:
    """Delegations and representations whose last day has passed, and claims that waited too long. How many."""
    today = now.astimezone(HANOI).date()
    closed = 0
    for delegation in CompanyDelegation.objects.open().whole().filter(ends_on__lt=today).order_by("pk"):
        closed += end_company_delegation(delegation=delegation, by=SYSTEM, now=now)
    term = CompanyRepresentative.Because.TERM
    over = CompanyRepresentative.objects.standing().filter(ends_on__lt=today)
    for representative in over.order_by("pk"):
        closed += end_representative(representative=representative, because=term, by=SYSTEM, now=now)
    old = now - timedelta(days=claim_days(today))
    waiting = CompanyRepresentative.objects.filter(
        state=CompanyRepresentative.State.CLAIMED, claimed_at__lt=old
    )
    for claim in waiting.order_by("pk"):
        refuse_representative(representative=claim, by=SYSTEM, now=now)
        closed += 1
    return closed


def renew_seats(*, now: datetime) -> None:
    """Whoever represents a company sits in every dossier of it, in those too that came by import or from another portal."""
    for company_id, person_id in (
        CompanyRepresentative.objects.holding(now.astimezone(HANOI).date())
        .order_by("pk")
        .values_list("company_id", "person_id")
    ):
        seat_in_cases_of(company_id, kind="dossier", person_id=person_id)


@transaction.atomic
def forget_companies(*, now: datetime) -> int:
    """Delete delegations and representatives that ended long ago and by which no dossier that is kept was filed, and make
    nameless who is known by nothing else. How many rows."""
    today = now.astimezone(HANOI).date()
    old = now - timedelta(days=keep_days(today))
    refused = Q(state=CompanyDelegation.State.REFUSED, answered_at__lt=old)
    ended = CompanyDelegation.objects.filter(Q(ended_at__lt=old) | refused, consents=None)
    people = set(ended.values_list("employee_id", flat=True))
    removed = ended.delete()[0]
    turned_down = Q(state=CompanyRepresentative.State.REFUSED, decided_at__lt=old)
    over = CompanyRepresentative.objects.filter(
        Q(ended_at__lt=old) | turned_down, consents=None, delegations=None
    )
    for company_id, person_id in over.values_list("company_id", "person_id"):
        people |= {company_id, person_id}
    removed += over.delete()[0]
    for person in Person.objects.filter(pk__in=people, erased_at=None).order_by("pk"):
        if not is_known_otherwise(person):
            forget_person(person=person, by=SYSTEM, now=now)
    return removed


def is_known_otherwise(person: Person) -> bool:
    """By an account, a dossier that was neither erased nor thrown away as a draft, a stored paper, or what a company still says of them."""
    thrown_away = Q(state=State.WITHDRAWN, submitted_at=None)
    cases = Case.objects.filter(Q(person=person) | Q(submitter=person), dossier__erasure=None)
    cases = cases.exclude(thrown_away)
    represents = CompanyRepresentative.objects.filter(Q(person=person) | Q(company=person))
    return (
        User.objects.filter(person=person).exists()
        or cases.exists()
        or StoreEntry.objects.filter(person=person).exists()
        or represents.exists()
        or CompanyDelegation.objects.filter(employee=person).exists()
    )
