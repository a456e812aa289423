import hmac
from datetime import datetime

from django.db import transaction
from django.db.models import F

from tinhso.casework.public import check_can_hand_in
from tinhso.kernel.events.public import Actor
from tinhso.onestop.dossier.consent import MOST_TRIES, check_is_draft, digest_of, give, is_expired
from tinhso.onestop.models import Consent


class WrongCode(Exception):
    """Not the code that was sent."""


class ExpiredCode(Exception):
    """The code is too old, or none was sent."""


class TooManyTries(Exception):
    """This code was guessed at too often; only a new one helps."""


def confirm_consent(*, consent: Consent, code: str, by: Actor, now: datetime) -> None:
    """The person read the code out to whoever files for them. Every try counts, also one that fails.

    Raises: NotYourTurn, NotADraft, ExpiredCode, TooManyTries, WrongCode.
    """
    check_can_hand_in(consent.dossier.case, by)
    check_is_draft(consent)
    if not consent.code_digest or is_expired(consent):
        raise ExpiredCode(consent.pk)
    left = Consent.objects.filter(pk=consent.pk, tries__lt=MOST_TRIES, code_digest=consent.code_digest)
    if not left.update(tries=F("tries") + 1):
        raise TooManyTries(consent.pk)
    if not hmac.compare_digest(digest_of(consent, code), consent.code_digest):
        raise WrongCode(consent.pk)
    with transaction.atomic():
        give(consent, Consent.Basis.CODE, by=by, now=now)
