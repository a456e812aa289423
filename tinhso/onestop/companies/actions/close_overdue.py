"""By the clock: what has run out ends, claims that nobody brought papers for, rows that were long enough here."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.actions.confirm_representative import refuse_representative
from tinhso.onestop.companies.actions.end_company_delegation import end_company_delegation
from tinhso.onestop.companies.actions.end_representative import end_representative
from tinhso.onestop.companies.limits import claim_days, keep_days
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative


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


@transaction.atomic
def forget_companies(*, now: datetime) -> int:
    """Delete delegations and representatives that ended long ago and by which no dossier that is kept was filed. How many."""
    today = now.astimezone(HANOI).date()
    old = now - timedelta(days=keep_days(today))
    ended = CompanyDelegation.objects.filter(consents=None).filter(
        Q(ended_at__lt=old) | Q(state=CompanyDelegation.State.REFUSED, answered_at__lt=old)
    )
    removed = ended.delete()[0]
    over = CompanyRepresentative.objects.filter(consents=None, delegations=None).filter(
        Q(ended_at__lt=old) | Q(state=CompanyRepresentative.State.REFUSED, decided_at__lt=old)
    )
    return removed + over.delete()[0]
