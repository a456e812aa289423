from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tinhso.citizen.actions.forget_reporter import forget_if_alone
from tinhso.citizen.models import PhoneCheck
from tinhso.citizen.phones import DAYS

AT_ONCE = 500


def purge_phone_checks(*, now: datetime) -> int:
    """Erase codes that no phone answered within a day, and answered ones that no browser can show any more; how many.

    The person that was made for the phone goes too unless a case is kept about it. Codes live in technical time.
    """
    real = timezone.now()
    over = Q(confirmed_at=None, sent_at__lt=real - timedelta(days=1))
    over |= Q(confirmed_at__lt=real - timedelta(days=DAYS))
    checks = list(PhoneCheck.objects.filter(over).select_related("person")[:AT_ONCE])
    for check in checks:
        with transaction.atomic():
            check.delete()
            forget_if_alone(check.person, 0, now)
    return len(checks)
