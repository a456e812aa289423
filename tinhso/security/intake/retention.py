"""How long the file of a report is stored after it was read: the findings and what could not be read stay, without it.

That of a network log goes as soon as it was read: its rows lie sealed in `network_logs`, and go on their own day.
"""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import ScanImport

RULE = "security.report_days"
AT_A_TIME = 500


def forget_reports(now: datetime) -> int:
    """How many files went."""
    last = now - timedelta(days=int(rule(RULE, on=local(now).date())))
    rows = ScanImport.objects.filter(file__isnull=False, finished_at__lte=last).select_related("file")
    found = list(rows.order_by("pk")[:AT_A_TIME])
    for row in found:
        forget_file(row, now)
    return len(found)


@transaction.atomic
def forget_file(row: ScanImport, now: datetime) -> None:
    file, row.file = row.file, None
    row.save(update_fields=["file"])
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
