from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.standing import CompanyRight
from tinhso.onestop.dossier.consent import give
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import (
    CompanyDelegation,
    CompanyRepresentative,
    Consent,
    Dossier,
    ProcedureVersion,
)


class NoDelegation(Exception):
    """No delegation of that company holds today for this procedure and this person, nor do they represent it."""


@transaction.atomic
def start_for_company(
    *,
    version: ProcedureVersion,
    level: str,
    agency: Agency,
    desk: Agency,
    right: CompanyRight,
    submitter: Person,
    by: Actor,
    now: datetime,
    client_key: UUID,
    place: AdminUnit | None = None,
) -> Dossier:
    """The representative of a company, or whom it let use its account, opens a draft for it; no paper is asked for.

    The right is held until the draft stands, so that one which is withdrawn meanwhile either came first or closes the new
    seat too. Raises: NotYourTurn, NoDelegation.
    """
    if by.person_id != submitter.pk:
        raise NotYourTurn
    consent = _consent_of(right, version.procedure.code, submitter, now.astimezone(HANOI).date())
    dossier = start_dossier(
        version=version,
        level=level,
        agency=agency,
        desk=desk,
        person=right.company,
        submitter=submitter,
        place=place,
        by=by,
        now=now,
        client_key=client_key,
    )
    if not Consent.objects.filter(dossier=dossier).exists():
        consent.dossier = dossier
        give(consent, Consent.Basis(consent.basis), by=by, now=now)
    return dossier


def _consent_of(right: CompanyRight, code: str, submitter: Person, today: date) -> Consent:
    """The consent that this right is, its row locked. Raises: NoDelegation."""
    if right.delegation is not None:
        lent = CompanyDelegation.objects.select_related("representative").select_for_update(of=("self",))
        row = lent.filter(pk=right.delegation.pk, employee=submitter).first()
        if row is None or not (row.holds(today) and row.covers(code)):
            raise NoDelegation(right.delegation.pk)
        return Consent(capacity=Consent.Capacity.DELEGATE, basis=Consent.Basis.DELEGATION, delegation=row)
    represented = CompanyRepresentative.objects.select_for_update(of=("self",)).filter(person=submitter)
    found = represented.filter(pk=right.representative.pk if right.representative else 0).first()
    if found is None or not found.holds(today):
        raise NoDelegation(found.pk if found else 0)
    return Consent(capacity=Consent.Capacity.LEGAL, basis=Consent.Basis.LEGAL, representative=found)
