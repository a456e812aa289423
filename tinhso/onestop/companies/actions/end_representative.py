from datetime import datetime

from django.db import transaction
from django.db.models import Q

from tinhso.casework.public import NotYourTurn, release_submitter, unseat_in_cases_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.lib.dates import local
from tinhso.onestop.companies.actions.end_company_delegation import close_delegation
from tinhso.onestop.companies.contacts import move_contacts, representatives_on
from tinhso.onestop.companies.events import RepresentativeEnded
from tinhso.onestop.companies.notices import tell_representative
from tinhso.onestop.companies.standing import dossiers_by
from tinhso.onestop.models import CompanyDelegation, CompanyRepresentative


@transaction.atomic
def end_representative(
    *,
    representative: CompanyRepresentative,
    because: CompanyRepresentative.Because,
    by: Actor,
    now: datetime,
) -> bool:
    """Somebody represents the company no more: their delegations end, their seats in its dossiers close, it is reached at
    their telephone no more, the company keeps the dossiers for who comes next. By a desk on papers, by themself, or by the clock.

    False where it had ended before. Raises: NotYourTurn.
    """
    _check_may_end(representative, by)
    rows = CompanyRepresentative.objects.standing().select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=representative.pk).first()
    if found is None:
        return False
    found.state, found.ended_at, found.ended_because = CompanyRepresentative.State.ENDED, now, because
    found.save(update_fields=["state", "ended_at", "ended_because"])
    cause = CompanyDelegation.Because.REPRESENTATIVE
    for delegation in CompanyDelegation.objects.open().filter(representative=found).order_by("pk"):
        close_delegation(delegation, cause, by, now)
    for case_id in dossiers_by(Q(consent__representative=found)):
        release_submitter(case_id=case_id, person_id=found.person_id, by=by, now=now)
    unseat_in_cases_of(found.company_id, person_id=found.person_id)
    heirs = representatives_on(found.company_id, local(now).date())
    if found.person not in heirs:
        move_contacts(Q(case__person=found.company_id), former=found.person, heirs=heirs)
    event = RepresentativeEnded(
        representative_id=found.pk, company_id=found.company_id, because=because.value
    )
    record(event, by=by, at=now)
    tell_representative(found, found.state, now)
    return True


def _check_may_end(representative: CompanyRepresentative, by: Actor) -> None:
    is_desk = by.holds(DeskOfficer) and by.agency_id is not None
    if not (by.system or is_desk or (by.person_id is not None and by.person_id == representative.person_id)):
        raise NotYourTurn(representative.pk)
