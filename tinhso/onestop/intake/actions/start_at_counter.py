from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn
from tinhso.kernel.events.public import Actor
from tinhso.kernel.people.public import Agency
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.places.public import AdminUnit
from tinhso.onestop.dossier.applicants import Applicant, ForOneself, known_or_new
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.models import Consent, Dossier, ProcedureVersion


@transaction.atomic
def start_at_counter(
    *,
    version: ProcedureVersion,
    level: str,
    agency: Agency,
    desk: Agency,
    applicant: Applicant,
    source: Case.Source,
    by: Actor,
    now: datetime,
    client_key: UUID,
    place: AdminUnit | None = None,
    post_number: str = "",
    post_received_on: date | None = None,
    submitter: Applicant | None = None,
    capacity: Consent.Capacity = Consent.Capacity.RELATIVE,
) -> Dossier:
    """The desk opens a draft for somebody who came or wrote; who was unknown becomes a person without an account.

    `submitter` is whoever came for them, who needs their consent or authority. The same client key gives the
    same draft. Raises: NotYourTurn unless by the receiving desk, AnotherName, ForOneself.
    """
    if not (by.holds(DeskOfficer) and by.agency_id == desk.pk):
        raise NotYourTurn
    if submitter and (submitter.kind, submitter.id_number) == (applicant.kind, applicant.id_number):
        raise ForOneself
    dossier = start_dossier(
        version=version,
        level=level,
        agency=agency,
        desk=desk,
        person=known_or_new(applicant),
        submitter=known_or_new(submitter) if submitter else None,
        place=place,
        source=source,
        by=by,
        now=now,
        client_key=client_key,
    )
    if submitter:
        Consent.objects.get_or_create(dossier=dossier, defaults={"capacity": capacity})
    if source == Case.Source.POST:
        dossier.post_number, dossier.post_received_on = post_number, post_received_on
        dossier.save(update_fields=["post_number", "post_received_on"])
    return dossier
