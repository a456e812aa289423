from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tinhso.casework.public import NotYourTurn, release_submitter
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.contacts import move_contacts, representatives_on
from tinhso.onestop.companies.events import CompanyDelegationEnded, DossierRedelegated
from tinhso.onestop.companies.notices import tell_delegation
from tinhso.onestop.companies.standing import dossiers_by, named_in
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative, Consent


@transaction.atomic
def end_company_delegation(*, delegation: CompanyDelegation, by: Actor, now: datetime) -> bool:
    """The company withdraws it, the employee gives it up, or the clock says that its days are over. False where it had
    ended before.

    Raises: NotYourTurn.
    """
    because = _because(delegation, by, now)
    row = CompanyDelegation.objects.select_for_update(of=("self",)).filter(pk=delegation.pk).first()
    if row is None or not row.is_open:
        return False
    close_delegation(row, because, by, now)
    return True


def _because(delegation: CompanyDelegation, by: Actor, now: datetime) -> CompanyDelegation.Because:
    """Raises: NotYourTurn."""
    if by.system:
        return CompanyDelegation.Because.TERM
    if by.person_id is not None and by.person_id == delegation.employee_id:
        return CompanyDelegation.Because.GIVEN_UP
    company = delegation.representative.company_id
    today = now.astimezone(HANOI).date()
    holding = CompanyRepresentative.objects.holding(today)
    if by.person_id is None or not holding.filter(company=company, person=by.person_id).exists():
        raise NotYourTurn(delegation.pk)
    return CompanyDelegation.Because.WITHDRAWN


def close_delegation(
    delegation: CompanyDelegation, because: CompanyDelegation.Because, by: Actor, now: datetime
) -> None:
    """In the transaction of the deed: it ends, and the employee's seats with it, but where a later delegation of the same
    company holds for the dossier's procedure."""
    row = CompanyDelegation.objects.whole().select_for_update(of=("self",)).get(pk=delegation.pk)
    if not row.is_open:
        return
    employee, row.employee_number = named_in(row), ""
    row.state, row.ended_at, row.ended_because = CompanyDelegation.State.ENDED, now, because
    row.save(update_fields=["state", "ended_at", "ended_because", "employee_number"])
    company = row.representative.company_id
    heads = representatives_on(company, now.astimezone(HANOI).date())
    seats = 0
    for consent in _consents(row):
        if _redelegated(consent, row, by, now):
            continue
        seats += release_submitter(case_id=consent.dossier_id, person_id=row.employee_id, by=by, now=now)
        move_contacts(Q(pk=consent.dossier_id), former=row.employee, heirs=heads)
    event = CompanyDelegationEnded(delegation_id=row.pk, because=because.value, seats=seats)
    record(event, by=by, at=now)
    people = [row.representative.person, *heads, *([employee] if employee else [])]
    for to in {one.pk: one for one in people}.values():
        tell_delegation(row, row.state, now, to=to)


def _consents(row: CompanyDelegation) -> list[Consent]:
    cases = dossiers_by(Q(consent__delegation=row, case__submitter=row.employee_id))
    found = Consent.objects.filter(dossier__in=cases).select_related("dossier__version__procedure")
    return list(found.order_by("pk"))


def _redelegated(consent: Consent, former: CompanyDelegation, by: Actor, now: datetime) -> bool:
    """Whether the employee goes on by another delegation of that company which holds today."""
    today = now.astimezone(HANOI).date()
    others = CompanyDelegation.objects.holding(today).exclude(pk=former.pk)
    others = others.filter(
        employee=former.employee_id, representative__company=former.representative.company_id
    )
    code = consent.dossier.version.procedure.code
    other = next((one for one in others.order_by("-ends_on", "pk") if one.covers(code)), None)
    if other is None:
        return False
    consent.delegation = other
    consent.save(update_fields=["delegation"])
    event = DossierRedelegated(case_id=consent.dossier_id, former_id=former.pk, delegation_id=other.pk)
    record(event, by=by, at=now)
    return True
