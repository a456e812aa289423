import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor, record
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person, User
from tinhso.kernel.site.rate_limit import allow
from tinhso.onestop.dossier.applicants import is_named_only, known_as
from tinhso.onestop.dossier.consent import MINUTES, check_is_draft, digest_of
from tinhso.onestop.dossier.events import ConsentAsked
from tinhso.onestop.models import Consent

MOST_CODES = 5  # sent for one dossier in an hour
MOST_TO_ONE = 10  # sent to one person in a day, by whomever
TOPIC = "onestop.consent"


class NoAddress(Exception):
    """The desk is told that the state knows no account, phone or e-mail of that person: only a paper can show the consent."""


class TooManyCodes(Exception):
    """Enough codes were sent for this dossier or to this person."""


@transaction.atomic
def send_consent_code(*, consent: Consent, by: Actor, now: datetime) -> None:
    """Send the person a one-time code at the addresses that the state knows, never at one that the submitter typed.

    A citizen gets the same answer whether or not anybody is known under that number and name, or can be reached: who is known, and how,
    is nobody else's business. A new code ends the one before. Raises: NotYourTurn, NotADraft, NoAddress, TooManyCodes.
    """
    case = consent.dossier.case
    check_can_hand_in(case, by)
    check_is_draft(consent)
    person = addressee(consent)
    if person is None and by.is_officer:
        raise NoAddress(consent.pk)
    by_dossier = allow("consent_code", str(case.pk), MOST_CODES, 3600)
    number = consent.dossier.applicant_id_number
    if not (by_dossier and allow("consent_person", number, MOST_TO_ONE, 24 * 3600)):
        raise TooManyCodes(consent.pk)
    code = f"{secrets.randbelow(10**6):06}"
    consent.code_digest, consent.code_sent_at, consent.tries = digest_of(consent, code), timezone.now(), 0
    consent.save(update_fields=["code_digest", "code_sent_at", "tries"])
    event = record(ConsentAsked(case_id=case.pk, consent_id=consent.pk), by=by, at=now)
    if person is not None:
        notify(
            to=person,
            topic=TOPIC,
            template="onestop.consent_code",
            params={"number": code, "minutes": MINUTES, "procedure": consent.dossier.version.procedure.code},
            now=now,
            key=f"consent:{event}",
            by=by,
        )


def addressee(consent: Consent) -> Person | None:
    """Whoever the dossier names, if the state knows an account, phone or e-mail of them. Two queries at most."""
    dossier = consent.dossier
    person = known_as(dossier) if is_named_only(dossier) else dossier.case.person
    if person is None or person.phone or person.email:
        return person
    return person if User.objects.filter(person=person, is_active=True).exists() else None
