"""The consent of the person for whom somebody else files: its code, and whether a dossier may be handed in."""

import hmac
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from tinhso.casework.public import State, is_representative
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.people.public import Person
from tinhso.onestop.dossier.actions.bind_applicant import bind_applicant
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.events import ConsentGiven
from tinhso.onestop.models import CompanyRepresentative, Consent, Dossier

MINUTES = 10  # that a code lives
MOST_TRIES = 5  # of one code
TAX_CODE_DIGITS = (10, 13)


class NoConsent(Exception):
    """Somebody files for another person whose consent or authority is not recorded yet."""


def is_on_behalf(dossier: Dossier) -> bool:
    return dossier.case.submitter_id not in {None, dossier.case.person_id}


def check_consent(dossier: Dossier, by: Actor, on: date) -> None:
    """NoConsent; the person themselves need none. That of a company's account holds on that day, or not at all."""
    if not is_on_behalf(dossier) or by.person_id == dossier.case.person_id:
        return
    consent = consents().filter(dossier=dossier).first()
    if consent is None or not consent.holds(on):
        raise NoConsent(dossier.pk)


def is_out_of_days(dossier: Dossier, by: Actor, on: date) -> bool:
    """By a company's account whose days are over, in the minutes before the clock's job closes the seat. At most two
    queries, none for the applicant and in a citizen's dossier."""
    case, me = dossier.case, by.person_id
    if me is None or me == case.person_id or len(dossier.applicant_id_number) not in TAX_CODE_DIGITS:
        return False
    if me == case.submitter_id:
        accounts = Q(delegation__isnull=False) | Q(representative__isnull=False)
        consent = consents().filter(accounts, dossier=dossier).first()
        return consent is not None and not consent.holds(on)
    holding = CompanyRepresentative.objects.holding(on).filter(company=case.person_id, person=me)
    return is_representative(case, me) and not holding.exists()


def filed_by(dossier: Dossier) -> Person | None:
    """Who filed for somebody else: who sits there, or sat there by a company's account. A query for a company's alone."""
    if is_on_behalf(dossier):
        return dossier.case.submitter
    if len(dossier.applicant_id_number) not in TAX_CODE_DIGITS:
        return None
    both = ("delegation__employee", "representative__person")
    consent = Consent.objects.filter(dossier=dossier).select_related(*both).first()
    return consent.filed_by if consent else None


def consents() -> QuerySet[Consent]:
    """With the standing of a company's account that each may lean on."""
    return Consent.objects.select_related("delegation__representative", "representative")


def check_is_draft(consent: Consent) -> None:
    """NotADraft once the dossier was handed in: the consent stands as it was then."""
    if consent.dossier.case.state != State.DRAFT:
        raise NotADraft(consent.dossier_id)


def digest_of(consent: Consent, code: str) -> str:
    """Keyed with the dossier's salt: six digits alone could be guessed."""
    return hmac.new(bytes(consent.dossier.salt), code.encode(), sha256).hexdigest()


def is_expired(consent: Consent) -> bool:
    sent = consent.code_sent_at
    return sent is None or sent + timedelta(minutes=MINUTES) < timezone.now()


def give(consent: Consent, basis: Consent.Basis, *, by: Actor, now: datetime) -> None:
    """Record that the consent is there, in the transaction of the deed that brought it; whoever is known under number and name
    follows the dossier from now on."""
    consent.basis, consent.given_at, consent.code_digest = basis, now, ""
    consent.officer_id = by.user_id if by.is_officer else None
    consent.save()
    event = ConsentGiven(case_id=consent.dossier_id, consent_id=consent.pk, basis=basis.value)
    record(event, by=by, at=now)
    bind_applicant(dossier=consent.dossier, by=by, now=now)
