"""The consent of the person for whom somebody else files: its code, and whether a dossier may be handed in."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.utils import timezone

from tinhso.casework.public import State
from tinhso.kernel.events.public import Actor, record
from tinhso.onestop.dossier.actions.save_answers import NotADraft
from tinhso.onestop.dossier.events import ConsentGiven
from tinhso.onestop.models import Consent, Dossier

MINUTES = 10  # that a code lives
MOST_TRIES = 5  # of one code


class NoConsent(Exception):
    """Somebody files for another person whose consent or authority is not recorded yet."""


def is_on_behalf(dossier: Dossier) -> bool:
    return dossier.case.submitter_id not in {None, dossier.case.person_id}


def check_consent(dossier: Dossier, by: Actor) -> None:
    """NoConsent; the person themselves need none."""
    if not is_on_behalf(dossier) or by.person_id == dossier.case.person_id:
        return
    if not Consent.objects.filter(dossier=dossier, given_at__isnull=False).exists():
        raise NoConsent(dossier.pk)


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
    """Record that the consent is there, in the transaction of the deed that brought it."""
    consent.basis, consent.given_at, consent.code_digest = basis, now, ""
    consent.officer_id = by.user_id if by.is_officer else None
    consent.save()
    event = ConsentGiven(case_id=consent.dossier_id, consent_id=consent.pk, basis=basis.value)
    record(event, by=by, at=now)
