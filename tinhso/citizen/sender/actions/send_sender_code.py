import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from tinhso.citizen.models import Reporter, SenderCheck
from tinhso.citizen.sender.phones import MINUTES, digest_of
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.notices.public import notify
from tinhso.kernel.people.public import Person

TOPIC = "citizen.code"
MOST_A_DAY = 3  # codes for one report, by whomever they were asked for


@transaction.atomic
def send_sender_code(*, check: SenderCheck, now: datetime) -> bool:
    """The code to the phone that the report holds, once a check; False, and silence, for a wrong phone or one too many."""
    reporter = Reporter.objects.select_for_update().filter(report=check.report_id, erased_at=None).first()
    if reporter is None or check.sent_at is not None or sent_lately(check) >= MOST_A_DAY:
        return False
    code = f"{secrets.randbelow(10**6):06}"
    check.person = Person.objects.create(phone=reporter.phone)
    check.code_digest, check.sent_at = digest_of(check, code), timezone.now()
    check.save(update_fields=["person", "code_digest", "sent_at"])
    notify(
        to=check.person,
        topic=TOPIC,
        template="citizen.sender_code",
        params={"number": code, "minutes": MINUTES},
        now=now,
        key=f"citizen.sender_code:{check.pk}",
        by=SYSTEM,
    )
    return True


def sent_lately(check: SenderCheck) -> int:
    """How many codes went out for the same report within a day."""
    since = timezone.now() - timedelta(days=1)
    return SenderCheck.objects.filter(report=check.report_id, sent_at__gt=since).count()
