import secrets
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.citizen.models import PhoneCheck
from tinhso.citizen.sender.phones import MINUTES, digest_of
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person
from tinhso.kernel.site.rate_limit import allow

TOPIC = "citizen.code"
MOST_AN_HOUR = 3


class TooManyCodes(Exception):
    """Enough codes went to this phone in the last hour, whoever asked for them."""


@transaction.atomic
def send_phone_code(*, phone: str, now: datetime) -> PhoneCheck:
    """Send a one-time code to that phone. Raises: TooManyCodes."""
    if not allow("citizen_code", phone, MOST_AN_HOUR, 3600):
        raise TooManyCodes
    code = f"{secrets.randbelow(10**6):06}"
    check = PhoneCheck(person=Person.objects.create(phone=phone), sent_at=timezone.now())
    check.code_digest = digest_of(check, code)
    check.save(force_insert=True)
    notify(
        to=check.person,
        topic=TOPIC,
        template="citizen.phone_code",
        params={"number": code, "minutes": MINUTES},
        now=now,
        key=f"citizen.code:{check.pk}",
        by=SYSTEM,
    )
    return check
