from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from tinhso.casework.public import Case, submit_case
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.law.public import rule
from tinhso.kernel.people.public import Agency, NoCompetence, Person
from tinhso.kernel.people.roles import DeskOfficer
from tinhso.kernel.places.public import AdminUnit
from tinhso.lib.legal_time.time_limit import TimeLimit, Unit
from tinhso.onestop.catalogue.places import commune, level_of, seats_for
from tinhso.onestop.dossier.actions.keep_files import keep_files
from tinhso.onestop.intake.actions.start_dossier import start_dossier
from tinhso.onestop.intake.actions.submit_dossier import dossier_code
from tinhso.onestop.messages.envelope import Applicant, Letter
from tinhso.onestop.messages.files import Fetched
from tinhso.onestop.messages.refusal import CannotApply, Refusal
from tinhso.onestop.models import (
    Dossier,
    NoVersion,
    PortalArrival,
    PortalDossier,
    Procedure,
    ProcedureVersion,
)
from tinhso.onestop.money.actions.ask_fee import ask_fees
from tinhso.onestop.national_portal.actions.receive_fees import keep_fees
from tinhso.onestop.national_portal.answers import fit_answers
from tinhso.onestop.national_portal.events import PortalDossierReceived


@transaction.atomic
def receive_portal_dossier(
    *, arrival: PortalArrival, letter: Letter, files: list[Fetched], now: datetime
) -> Dossier:
    """Make a real dossier of what a citizen filed at the national portal; it lies before the desk like any other.

    Complete or not: what is missing the desk asks for. Raises: CannotApply if the procedure or the agency is
    not known.
    """
    version, level = version_for(letter, now)
    place, agency, desk = seats_of(letter, version, level, now)
    person = person_of(letter.applicant)
    by = Actor(system=True, person_id=person.pk)
    dossier = start_dossier(
        version=version,
        level=level,
        agency=agency,
        desk=desk,
        place=place,
        person=person,
        source=Case.Source.NATIONAL_PORTAL,
        client_key=uuid5(NAMESPACE_URL, f"dvcqg:{letter.national_code}"),
        by=by,
        now=now,
    )
    fill(dossier, letter, now)
    keep_files(dossier, files, round_=0, by=by, now=now)
    hand_in(dossier, by=by, now=now)
    ask_fees(dossier=dossier, by=by, now=now)
    keep_fees(dossier, letter, by=by, now=now)
    record(PortalDossierReceived(case_id=dossier.pk, arrival_id=arrival.pk), by=by, at=now)
    return dossier


def version_for(letter: Letter, now: datetime) -> tuple[ProcedureVersion, str]:
    procedure = Procedure.objects.select_related("field").filter(code=letter.procedure).first()
    level = level_of(procedure, now.date()) if procedure else None
    if procedure is None or level is None:
        raise CannotApply(Refusal.PROCEDURE)
    try:
        return ProcedureVersion.objects.of(procedure, now.date()), level
    except NoVersion as error:
        raise CannotApply(Refusal.PROCEDURE) from error


def seats_of(
    letter: Letter, version: ProcedureVersion, level: str, now: datetime
) -> tuple[AdminUnit | None, Agency, Agency]:
    """Where it is settled and received; the portal's `MaDonVi`, where given, has to be an agency of that day."""
    day = now.date()
    known = Agency.objects.on(day).filter(ident_code=letter.agency)
    if letter.agency and not known.exists():
        raise CannotApply(Refusal.AGENCY, f"Không có cơ quan mang mã định danh {letter.agency}.")
    place = commune(letter.commune, day) if letter.commune else None
    if (letter.commune or level != "province") and place is None:
        raise CannotApply(Refusal.AGENCY, f"Không có xã, phường mang mã {letter.commune or '(trống)'}.")
    try:
        return place, *seats_for(version.procedure, level, place, day)
    except NoCompetence as error:
        raise CannotApply(Refusal.AGENCY) from error


def person_of(applicant: Applicant | None) -> Person:
    """The person with that number, as we know them already; a new one where nobody has it."""
    assert applicant is not None
    kind = Person.Kind.ORGANISATION if applicant.organisation else Person.Kind.CITIZEN
    details: dict[str, Any] = {
        "full_name": applicant.name,
        "phone": applicant.phone,
        "email": applicant.email,
        "address": applicant.address,
    }
    if not applicant.id_number:
        return Person.objects.create(kind=kind, **details)
    return Person.objects.get_or_create(kind=kind, id_number=applicant.id_number, defaults=details)[0]


def fill(dossier: Dossier, letter: Letter, now: datetime) -> None:
    """What was typed there, in our fields where they fit; who applies is as the portal says."""
    applicant = letter.applicant
    assert applicant is not None
    answers, other = fit_answers(dossier.version.definition, letter.answers, on=now.date())
    dossier.answers = answers
    dossier.applicant_name = applicant.name
    dossier.phone = applicant.phone or dossier.phone
    dossier.email = applicant.email or dossier.email
    dossier.address = applicant.address or dossier.address
    if letter.result_by in Dossier.ResultBy.values:
        dossier.result_by = letter.result_by
    dossier.save(update_fields=["answers", "applicant_name", "phone", "email", "address", "result_by"])
    PortalDossier.objects.create(dossier=dossier, national_code=letter.national_code, other=other)


def hand_in(dossier: Dossier, *, by: Actor, now: datetime) -> None:
    """The number of the day is taken last, so that nobody waits for it long."""
    hours = Decimal(rule("desk.reply_hours", on=now.date()))
    submit_case(
        case=dossier.case,
        ver=dossier.case.ver,
        code=dossier_code(dossier.case, now),
        reply=TimeLimit(hours, Unit.HOUR, "Trả lời hồ sơ trực tuyến"),
        reply_role=DeskOfficer.code,
        by=by,
        now=now,
    )
