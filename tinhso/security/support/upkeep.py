"""What goes by itself: what nobody confirmed counts as resolved after the days of the rule; files of old incidents go."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.casework.public import FINAL, Conflict
from tinhso.kernel.events.public import SYSTEM
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import SupportIncident, SupportMessage
from tinhso.security.support.actions.close_unconfirmed import close_unconfirmed, confirm_until

FILE_RULE = "security.support_file_days"
AT_A_TIME = 500


def close_silent(now: datetime) -> int:
    """How many incidents ended."""
    rows = SupportIncident.objects.filter(resolved_at__lte=confirm_until(now)).exclude(case__state__in=FINAL)
    closed = 0
    for row in rows.select_related("case__process").order_by("resolved_at", "pk")[:AT_A_TIME]:
        try:
            close_unconfirmed(incident=row, by=SYSTEM, now=now)
        except Conflict:  # the reporter spoke at the same moment
            continue
        closed += 1
    return closed


def forget_files(now: datetime) -> int:
    """Files of incidents that ended longer ago than the rule says; the words stay. How many went."""
    last = now - timedelta(days=int(rule(FILE_RULE, on=local(now).date())))
    rows = SupportMessage.objects.filter(file__isnull=False, incident__case__finished_at__lte=last)
    found = list(rows.select_related("file").order_by("pk")[:AT_A_TIME])
    for row in found:
        _forget(row, now)
    return len(found)


@transaction.atomic
def _forget(row: SupportMessage, now: datetime) -> None:
    file, row.file = row.file, None
    row.save(update_fields=["file"])
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
