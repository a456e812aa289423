"""Showing that a phone is one's own: a code by SMS, and a signed word that the browser keeps afterwards."""

import hmac
import re
from hashlib import sha256

from django.conf import settings
from django.core import signing

from tinhso.citizen.models import PhoneCheck, SenderCheck
from tinhso.kernel.notices.public import available_channels
from tinhso.kernel.people.public import Person

MINUTES, MOST_TRIES, DAYS = 10, 5, 90
SALT = "tinhso.citizen.phone"
PHONE = re.compile(r"0\d{9,10}")


def plain_phone(text: str) -> str:
    """A Vietnamese number as 0xxxxxxxxx; "" for what is none. Blanks, dots and +84 are read."""
    digits = re.sub(r"[\s.\-()]", "", text)
    digits = re.sub(r"^(\+?84)(?=\d{9})", "0", digits)
    return digits if PHONE.fullmatch(digits) else ""


def sends_codes() -> bool:
    """Whether this instance can send an SMS at all."""
    return "sms" in {channel.value for channel in available_channels()}


def digest_of(check: PhoneCheck | SenderCheck, code: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"phone|{check.pk}|{code}".encode(), sha256).hexdigest()


def token_of(check: PhoneCheck) -> str:
    """What the browser keeps once the phone answered."""
    return signing.dumps(str(check.pk), salt=SALT)


def person_of(token: str, phone: str) -> Person | None:
    """The person of a confirmed phone; None for a token that is not ours, too old, or of another number."""
    person = _confirmed(token)
    return person if person and person.phone == phone else None


def confirmed_phone(token: str) -> str:
    """The phone that answered; "" for a token that is not ours or too old."""
    person = _confirmed(token)
    return person.phone if person else ""


def _confirmed(token: str) -> Person | None:
    if not token:
        return None
    try:
        key = signing.loads(token, salt=SALT, max_age=DAYS * 24 * 3600)
    except signing.BadSignature:
        return None
    check = PhoneCheck.objects.filter(pk=key, confirmed_at__isnull=False).select_related("person").first()
    return check.person if check else None
