import hmac
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tinhso.citizen.models import Reporter, SenderCheck
from tinhso.kernel.events.public import job


@transaction.atomic
def ask_sender_code(*, code: str, phone: str, now: datetime) -> SenderCheck:
    """Somebody says they sent the report of that code, with that phone. A right phone, a wrong one, a hidden report and
    one that does not exist leave the same row and the same job: whether a code goes out is seen by no answer and no clock.
    """
    known = Reporter.objects.filter(report__case__code=code, erased_at=None).values_list("report", "phone")
    report, held = known.first() or (None, "")
    right = bool(held) and hmac.compare_digest(phone.encode(), held.encode())
    check = SenderCheck.objects.create(report_id=report if right else None, asked_at=timezone.now())
    job("citizen.send_sender_code").defer(check_id=str(check.pk))
    return check
