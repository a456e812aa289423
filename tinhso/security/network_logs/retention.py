"""How long network logs are stored: by the rule, from their last row on. What is older when it comes in is not stored at all."""

from datetime import datetime, timedelta

from django.db import transaction

from tinhso.kernel.events.public import SYSTEM, record
from tinhso.kernel.files.public import erase_file
from tinhso.kernel.law.public import rule
from tinhso.lib.dates import local
from tinhso.security.models import LogSuspicion, NetworkLog
from tinhso.security.network_logs.events import NetworkLogErased

RULE = "security.network_log_days"
AT_A_TIME = 200


def log_days(now: datetime) -> int:
    return int(rule(RULE, on=local(now).date()))


def is_over(ended_at: datetime, now: datetime) -> bool:
    return ended_at <= now - timedelta(days=log_days(now))


def forget_logs(now: datetime) -> int:
    """How many logs went, those that could not be stored among them: their day is over too."""
    last = now - timedelta(days=log_days(now))
    found = NetworkLog.objects.filter(erased_at=None, ended_at__lte=last).select_related("file")
    rows = list(found.order_by("ended_at", "pk")[:AT_A_TIME])
    for row in rows:
        _forget(row, now)
    return len(rows)


@transaction.atomic
def _forget(row: NetworkLog, now: datetime) -> None:
    """With the log goes what nobody decided, and the name in what was found to be nothing."""
    file, row.file, row.erased_at = row.file, None, now
    row.save(update_fields=["file", "erased_at"])
    if file is not None:
        erase_file(file, by=SYSTEM, now=now)
    row.suspicions.filter(state=LogSuspicion.State.WAITING).delete()
    for place, one in enumerate(
        row.suspicions.filter(state=LogSuspicion.State.DISMISSED).exclude(target=""), 1
    ):
        one.target = f"(đã xóa {place})"
        one.save(update_fields=["target"])
    record(NetworkLogErased(log_id=row.pk, agency_id=row.agency_id), by=SYSTEM, at=now)
