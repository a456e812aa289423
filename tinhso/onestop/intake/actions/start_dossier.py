from datetime import datetime
from uuid import UUID

from django.db import transaction

from tinhso.casework.public import Case, NotYourTurn, open_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Agency, Person
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.places.public import AdminUnit
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.catalogue.processes import process_of
from tinhso.onestop.companies.standing import seat_representatives
from tinhso.onestop.dossier.draft_code import DRAFT
from tinhso.onestop.dossier.events import DossierStarted
from tinhso.onestop.dossier.visit_wishes import carry_wishes
from tinhso.onestop.models import Dossier, ProcedureVersion

KIND = "dossier"


class NoCompetentAgency(LookupError):
    """The data of the province name no agency for this field, level and day."""


@transaction.atomic
def start_dossier(
    *,
    version: ProcedureVersion,
    level: str,
    agency: Agency,
    desk: Agency,
    person: Person,
    by: Actor,
    now: datetime,
    client_key: UUID,
    place: AdminUnit | None = None,
    source: Case.Source = Case.Source.OWN_PORTAL,
    submitter: Person | None = None,
) -> Dossier:
    """Open a draft that keeps this version of the procedure; the same client key gives the same draft again.

    What is known of the person is filled in, unless another citizen files for them. Raises: NotYourTurn
    unless by them, their submitter or the desk, and for somebody else's key.
    """
    check_may_start(submitter or person, desk, by)
    case = open_case(
        kind=KIND,
        code=draft_code(client_key),
        title=version.procedure.name[:500],
        agency=agency,
        desk=desk,
        source=source,
        process=process_of(version),
        person=person,
        submitter=submitter,
        place=place,
        client_key=client_key,
        by=by,
        now=now,
        desk_role=DeskOfficer.code if at_desk(source) else "",
    )
    for_other = submitter is not None and by.person_id is not None
    first = {"version": version, "level": level, **(named(person) if for_other else known_of(person))}
    dossier, is_new = Dossier.objects.get_or_create(case=case, defaults=first)
    if is_new:
        if not for_other:
            carry_wishes(dossier, person, now)
        seat_representatives(case, now.astimezone(HANOI).date())
        record(started(dossier), by=by, at=now)
    return dossier


def started(dossier: Dossier) -> DossierStarted:
    return DossierStarted(
        case_id=dossier.pk,
        version_id=dossier.version_id,
        level=dossier.level,
        person_id=dossier.case.person_id,
    )


def named(person: Person) -> dict[str, str]:
    """What whoever files for somebody else has typed themselves."""
    return {"applicant_name": person.full_name, "applicant_id_number": person.id_number}


def known_of(person: Person) -> dict[str, str]:
    """What a dossier takes over of the person who applies."""
    return {
        "applicant_name": person.full_name,
        "applicant_id_number": person.id_number,
        "phone": person.phone,
        "email": person.email,
        "address": person.address,
    }


def at_desk(source: Case.Source) -> bool:
    """The desk enters what comes in on paper."""
    return source in {Case.Source.COUNTER, Case.Source.POST}


def check_may_start(person: Person, desk: Agency, by: Actor) -> None:
    """The person for themselves, the desk that receives it for whoever stands before it, the system for imports."""
    at_the_desk = by.holds(DeskOfficer) and by.agency_id == desk.pk
    if not (by.system or at_the_desk or by.person_id == person.pk):
        raise NotYourTurn


def draft_code(client_key: UUID) -> str:
    """A draft's address: random as its key, so that drafts cannot be counted, and found again after submission."""
    return f"{DRAFT}{client_key.hex.upper()}"
