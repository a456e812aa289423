from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tinhso.casework.public import seat_in_cases_of
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.site.clock import HANOI
from tinhso.onestop.companies.actions.claim_representation import DayInFuture, enter
from tinhso.onestop.companies.events import RepresentationRefused, RepresentativeConfirmed
from tinhso.onestop.companies.notices import tell_representative
from tinhso.onestop.companies.permissions import check_can_confirm
from tinhso.onestop.dossier.applicants import Applicant, company_named, known_or_new
from tinhso.onestop.models import CompanyRepresentative


class NoLongerWaits(Exception):
    """The claim was confirmed, refused or ended meanwhile."""


class TermOver(ValueError):
    """The last day lies before the first, or has passed."""


@dataclass(frozen=True)
class SeenPaper:
    """What the desk read on the company's certificate, and the days that it says."""

    paper: str
    title: str
    starts_on: date
    ends_on: date | None = None


@transaction.atomic
def record_representative(
    *, number: str, name: str, person: Applicant, seen: SeenPaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    """The desk records who represents a company, on papers that it has before it; who was unknown becomes a person.

    Raises: NotYourTurn, AnotherName, AlreadyRepresents, DayInFuture, TermOver.
    """
    check_can_confirm(by)
    company, who = company_named(number, name), known_or_new(person)
    found = enter(company, who, title=seen.title, paper=seen.paper, starts_on=seen.starts_on, now=now)
    return _confirm(found, seen, by, now)


@transaction.atomic
def confirm_representative(
    *, representative: CompanyRepresentative, seen: SeenPaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    """The desk saw the papers of a claim. Raises: NotYourTurn, NoLongerWaits, DayInFuture, TermOver."""
    check_can_confirm(by)
    return _confirm(_waiting(representative), seen, by, now)


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
    rows = CompanyRepresentative.objects.select_for_update(of=("self",)).select_related("person")
    found = rows.filter(pk=representative.pk, state=CompanyRepresentative.State.CLAIMED).first()
    if found is None:
        raise NoLongerWaits(representative.pk)
    return found


def _confirm(
    found: CompanyRepresentative, seen: SeenPaper, by: Actor, now: datetime
) -> CompanyRepresentative:
    today = now.astimezone(HANOI).date()
    if seen.starts_on > today:
        raise DayInFuture(seen.starts_on)
    if seen.ends_on is not None and seen.ends_on < max(today, seen.starts_on):
        raise TermOver(seen.ends_on)
    found.state = CompanyRepresentative.State.CONFIRMED
    found.paper, found.title = seen.paper, seen.title
    found.starts_on, found.ends_on = seen.starts_on, seen.ends_on
    found.decided_at, found.decided_by_id, found.desk_id = now, by.user_id, by.agency_id
    found.save()
    seat_in_cases_of(found.company_id, kind="dossier", person_id=found.person_id)
    event = RepresentativeConfirmed(
        representative_id=found.pk,
        company_id=found.company_id,
        starts_on=found.starts_on,
        ends_on=found.ends_on,
    )
    record(event, by=by, at=now)
    tell_representative(found, found.state, now)
    return found
