import hmac
from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from tinhso.citizen.models import Report, SenderCheck
from tinhso.citizen.sender.actions.confirm_phone import CodeRefused
from tinhso.citizen.sender.phones import MINUTES, MOST_TRIES, digest_of


def confirm_sender(*, check: SenderCheck, code: str) -> Report:
    """The phone of the report answered: gives the report. Every try counts, also one that fails, and where no code
    was sent there is none that is right. Raises: CodeRefused.
    """
    young = SenderCheck.objects.filter(
        pk=check.pk, tries__lt=MOST_TRIES, asked_at__gt=timezone.now() - timedelta(minutes=MINUTES)
    )
    if not young.update(tries=F("tries") + 1):
        raise CodeRefused(check.pk)
    check.refresh_from_db()
    if not hmac.compare_digest(digest_of(check, code.strip()), check.code_digest) or check.report is None:
        raise CodeRefused(check.pk)
    SenderCheck.objects.filter(pk=check.pk).update(tries=MOST_TRIES)  # a code opens once
    return check.report
