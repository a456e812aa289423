from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tinhso.citizen.models import PhoneCheck, SenderCheck
from tinhso.citizen.sender.actions.forget_reporter import forget_if_alone
from tinhso.citizen.sender.phones import DAYS

ROWS_AT_A_TIME = 500


def purge_phone_checks(*, now: datetime) -> int:
    """Erase codes that no phone answered within a day, answered ones that no browser can show any more, and what
    senders of reports asked for two days ago; how many.

    The person that was made for the phone goes too unless a case is kept about it. Codes live in technical time.
    """
    real = timezone.now()
    over = Q(confirmed_at=None, sent_at__lt=real - timedelta(days=1))
    over |= Q(confirmed_at__lt=real - timedelta(days=DAYS))
    checks = list(PhoneCheck.objects.filter(over).select_related("person")[:ROWS_AT_A_TIME])
    asked = SenderCheck.objects.filter(asked_at__lt=real - timedelta(days=2)).select_related("person")
    erased = 0
    rows: list[PhoneCheck | SenderCheck] = [*checks, *asked[:ROWS_AT_A_TIME]]
    for check in rows:
        with transaction.atomic():
            check.delete()
            forget_if_alone(check.person, 0, now)
        erased += 1
    return erased
