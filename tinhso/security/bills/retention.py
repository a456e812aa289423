"""How long the file of a software bill that another took the place of is stored: its components stay, without it."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import SoftwareBill

RULE = "security.report_days"
AT_A_TIME = 500


def forget_bills(now: datetime) -> int:
    """How many files went."""
    last = now - timedelta(days=int(rule(RULE, on=local(now).date())))
    rows = SoftwareBill.objects.filter(file__isnull=False, replaced_at__lte=last).select_related("file")
    found = list(rows.order_by("pk")[:AT_A_TIME])
    for row in found:
        _forget(row, now)
    return len(found)


@transaction.atomic
def _forget(row: SoftwareBill, now: datetime) -> None:
    file, row.file = row.file, None
    row.save(update_fields=["file"])
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
