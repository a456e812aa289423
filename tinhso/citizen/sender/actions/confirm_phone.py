import hmac
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tinhso.citizen.models import PhoneCheck
from tinhso.citizen.sender.phones import MINUTES, MOST_TRIES, digest_of, token_of


class CodeRefused(Exception):
    """Not the code that was sent, or too old, or guessed at too often."""


def confirm_phone(*, check: PhoneCheck, code: str) -> str:
    """The phone answered: gives the token that the browser keeps. Every try counts, also one that fails.

    Raises: CodeRefused.
    """
    now = timezone.now()
    young = PhoneCheck.objects.filter(
        pk=check.pk, tries__lt=MOST_TRIES, sent_at__gt=now - timedelta(minutes=MINUTES)
    )
    if not young.update(tries=F("tries") + 1):
        raise CodeRefused(check.pk)
    if not hmac.compare_digest(digest_of(check, code.strip()), check.code_digest):
        raise CodeRefused(check.pk)
    PhoneCheck.objects.filter(pk=check.pk).update(confirmed_at=now)
    return token_of(check)
