from datetime import datetime

from django.db import transaction

from tinhso.casework.public import seat_in_cases_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import forget_person
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.actions.claim_representation import DayInFuture
from tinhso.onestop.companies.claims import enter_claim, save_confirmed
from tinhso.onestop.companies.contacts import fill_contacts
from tinhso.onestop.companies.events import RepresentationRefused, RepresentativeConfirmed
from tinhso.onestop.companies.notices import tell_representative
from tinhso.onestop.companies.permissions import check_can_confirm, check_is_another
from tinhso.onestop.companies.terms import CertificatePaper
from tinhso.onestop.dossier.applicants import Applicant, company_named, known_or_new
from tinhso.onestop.models import CompanyRepresentative


class NoLongerWaits(Exception):
    """The claim was confirmed, refused or ended meanwhile."""


class TermOver(ValueError):
    """The last day lies before the first, or has passed."""


@transaction.atomic
def record_representative(
    *, number: str, name: str, person: Applicant, certificate: CertificatePaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    """The desk records who represents a company, on papers that it has before it; who was unknown becomes a person.

    Raises: NotYourTurn, AnotherName, AlreadyRepresents, DayInFuture, TermOver.
    """
    check_can_confirm(by)
    company, who = company_named(number, name), known_or_new(person)
    found = enter_claim(
        company,
        who,
        title=certificate.title,
        paper=certificate.paper,
        starts_on=certificate.starts_on,
        now=now,
    )
    return _confirm(found, certificate, by, now)


@transaction.atomic
def confirm_representative(
    *, representative: CompanyRepresentative, certificate: CertificatePaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    """The desk saw the papers of a claim: the company becomes that of the number on them.
    Raises: NotYourTurn, NoLongerWaits, AnotherName, AlreadyRepresents, DayInFuture, TermOver."""
    check_can_confirm(by)
    found = _waiting(representative)
    words = found.company if found.company_number else None
    if words is not None:
        found.company, found.company_number = company_named(found.company_number, words.full_name), ""
    confirmed = _confirm(found, certificate, by, now)
    if words is not None and not CompanyRepresentative.objects.filter(company=words).exists():
        forget_person(person=words, by=by, now=now)
    return confirmed


@transaction.atomic
def refuse_representative(*, representative: CompanyRepresentative, by: Actor, now: datetime) -> None:
    """The papers do not say so, or by the clock: nobody came. Raises: NotYourTurn, NoLongerWaits."""
    if not by.system:
        check_can_confirm(by)
    found = _waiting(representative)
    found.state = CompanyRepresentative.State.REFUSED
    found.decided_at, found.decided_by_id, found.desk_id = now, by.user_id, by.agency_id
    found.save()
    record(RepresentationRefused(representative_id=found.pk), by=by, at=now)
    tell_representative(found, found.state, now)


def _waiting(representative: CompanyRepresentative) -> CompanyRepresentative:
    rows = CompanyRepresentative.objects.select_for_update(of=("self",)).select_related("person", "company")
    found = rows.filter(pk=representative.pk, state=CompanyRepresentative.State.CLAIMED).first()
    if found is None:
        raise NoLongerWaits(representative.pk)
    return found


def _confirm(
    found: CompanyRepresentative, certificate: CertificatePaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    check_is_another(found.person_id, by)
    today = now.astimezone(HANOI).date()
    if certificate.starts_on > today:
        raise DayInFuture(certificate.starts_on)
    if certificate.ends_on is not None and certificate.ends_on < max(today, certificate.starts_on):
        raise TermOver(certificate.ends_on)
    found.state = CompanyRepresentative.State.CONFIRMED
    found.paper, found.title = certificate.paper, certificate.title
    found.starts_on, found.ends_on = certificate.starts_on, certificate.ends_on
    found.decided_at, found.decided_by_id, found.desk_id = now, by.user_id, by.agency_id
    save_confirmed(found)
    seat_in_cases_of(found.company_id, kind="dossier", person_id=found.person_id)
    fill_contacts(found.company_id, found.person)
    event = RepresentativeConfirmed(
        representative_id=found.pk,
        company_id=found.company_id,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
    )
    record(event, by=by, at=now)
    tell_representative(found, found.state, now)
    return found
