from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.places.public import AdminUnit
from tinhso.onestop.dossier.applicants import Applicant, ForOneself, known_or_new
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

    Nothing that the state knows of that person is filled in. Raises: NotYourTurn, ForOneself, AnotherName.
    """
    if by.person_id != submitter.pk:
        raise NotYourTurn
    if (submitter.kind, submitter.id_number) == (applicant.kind, applicant.id_number):
        raise ForOneself(submitter.pk)
    dossier = start_dossier(
        version=version,
        level=level,
        agency=agency,
        desk=desk,
        person=known_or_new(applicant),
        submitter=submitter,
        place=place,
        by=by,
        now=now,
        client_key=client_key,
    )
    _consent, is_new = Consent.objects.get_or_create(dossier=dossier, defaults={"capacity": capacity})
    if is_new and capacity == Consent.Capacity.GUARDIAN:
        carry_guardians_wishes(dossier, by, now)
    return dossier
