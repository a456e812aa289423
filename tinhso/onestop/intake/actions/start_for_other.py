from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.public import lock_client_key, update_row
from tinhso.onestop.dossier.applicants import Applicant, ForOneself, named_person
from tinhso.onestop.dossier.visit_wishes import carry_guardians_wishes
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import Consent, Dossier, ProcedureVersion


@transaction.atomic
def start_for_other(
    *,
    version: ProcedureVersion,
    level: str,
    agency: Agency,
    desk: Agency,
    applicant: Applicant,
    submitter: Person,
    capacity: Consent.Capacity,
    by: Actor,
    now: datetime,
    client_key: UUID,
    place: AdminUnit | None = None,
) -> Dossier:
    """Nộp hộ: a citizen opens a draft for somebody else, who has to consent before it is handed in.

    It is the same whether or not anybody is known under that number, by that name or another: the words bind nobody, and nothing that
    the state knows is filled in. The same client key gives the same draft. Raises: NotYourTurn, ForOneself.
    """
    if by.person_id != submitter.pk:
        raise NotYourTurn
    if (submitter.kind, submitter.id_number) == (applicant.kind, applicant.id_number):
        raise ForOneself(submitter.pk)
    lock_client_key(client_key)
    if earlier := _earlier(client_key, applicant, submitter):
        return earlier
    dossier = start_dossier(
        version=version,
        level=level,
        agency=agency,
        desk=desk,
        person=named_person(applicant),
        submitter=submitter,
        place=place,
        by=by,
        now=now,
        client_key=client_key,
    )
    dossier.applicant_id_number = applicant.id_number
    update_row(dossier, "applicant_id_number")
    Consent.objects.create(dossier=dossier, capacity=capacity)
    if capacity == Consent.Capacity.GUARDIAN:
        carry_guardians_wishes(dossier, by, now)
    return dossier


def _earlier(client_key: UUID, applicant: Applicant, submitter: Person) -> Dossier | None:
    """What the same page has opened before, for the same person. One query."""
    found = Dossier.objects.select_related("case__person", "case__submitter", "version")
    named = {"applicant_id_number": applicant.id_number, "applicant_name": applicant.full_name}
    return found.filter(case__client_key=client_key, case__submitter=submitter, **named).first()
